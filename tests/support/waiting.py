"""Waiting for what will be so, with a bound."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def until(look: Callable[[], T | None], *, within: float = 30.0) -> T:
    """What ``look`` finds, once that is true. Raises AssertionError after a time."""
    end = time.monotonic() + within
    while not (found := look()):
        assert time.monotonic() < end, f"not so after {within:g} s: {look}"
        await asyncio.sleep(0.005)
    return found
