"""Those who wait for an append: threads, and coroutines of any event loop."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeAlias

from eventsourcing.persistence import StoredEvent

Outcome: TypeAlias = Sequence[int] | Exception
"""The positions of the events, or why they were not written."""


class Append:
    """Events that are written together or not at all, and who waits for that."""

    def __init__(
        self,
        stored: Sequence[StoredEvent],
        future: Future[Sequence[int]] | asyncio.Future[Sequence[int]],
    ) -> None:
        self.stored = stored
        self.future = future

    def settle(self, outcome: Outcome) -> None:
        if self.future.done():  # cancelled: its caller no longer listens
            return
        if isinstance(outcome, Exception):
            self.future.set_exception(outcome)
        else:
            self.future.set_result(outcome)


def settle(appends: Sequence[Append], outcomes: Sequence[Outcome]) -> None:
    """Tell each its outcome, with one wake-up for each event loop."""
    loops = defaultdict[asyncio.AbstractEventLoop, list[tuple[Append, Outcome]]](list)
    for append, outcome in zip(appends, outcomes, strict=True):
        if isinstance(append.future, Future):
            append.settle(outcome)
        else:
            loops[append.future.get_loop()].append((append, outcome))
    for loop, settled in loops.items():
        with suppress(RuntimeError):  # the loop was closed, and its waiters with it
            loop.call_soon_threadsafe(_settle_all, settled)


def _settle_all(settled: Sequence[tuple[Append, Outcome]]) -> None:
    for append, outcome in settled:
        append.settle(outcome)
