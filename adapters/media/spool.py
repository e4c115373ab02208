"""Bytes that come in pieces, written to a file and counted while they come."""

import asyncio
from collections.abc import AsyncIterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.media.errors import MediaRefused, TooLarge
from domain.message.kinds import MB


@contextmanager
def whole_or_gone(path: Path) -> Iterator[None]:
    """What is written here is removed when it comes to nothing."""
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


async def spooled(parts: AsyncIterable[bytes], path: Path, *, most: int) -> None:
    """Raises MediaRefused when there is nothing, TooLarge for more than ``most``."""
    with await asyncio.to_thread(path.open, "xb") as file:
        size = 0
        async for part in parts:
            size += len(part)
            must_fit(size, most)
            await asyncio.to_thread(file.write, part)
    if size == 0:
        raise MediaRefused("The file is empty.")


def must_fit(size: int, most: int) -> None:
    """Raises TooLarge."""
    if size > most:
        raise TooLarge(f"The file is larger than {most // MB} MB.")
