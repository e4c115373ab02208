"""What is on the disk, and files as they come."""

from collections.abc import AsyncIterator
from pathlib import Path


def left_in(directory: Path) -> list[Path]:
    return [path for path in directory.rglob("*") if path.is_file()]


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
