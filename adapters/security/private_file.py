"""A file that nobody else may read, and that is complete and on disk under its name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
"""Never what is there already: it may lead elsewhere, or others may have it open."""


@contextmanager
def written_whole(file: Path) -> Iterator[IO[bytes]]:
    """Afterwards what was in it elsewhere can be erased: a power cut won't take it."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)  # of an attempt that was interrupted
    handle = os.open(part, NEW, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        part.rename(file)
        flush_directory(file.parent)
    finally:
        part.unlink(missing_ok=True)


def flush_directory(directory: Path) -> None:
    """A name is on disk only once its directory is."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
