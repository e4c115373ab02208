"""What a profile can do without: caches, which would grow for as long as it is used.

A login is in none of them. What is of no use to a headless browser always goes; what
saves a start from loading WhatsApp Web anew stays until it takes too much.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

USELESS: Final = (
    "BrowserMetrics",
    "Crashpad",
    "DawnCache",
    "DawnGraphiteCache",
    "DawnWebGPUCache",
    "GPUCache",
    "GrShaderCache",
    "GraphiteDawnCache",
    "ShaderCache",
    "blob_storage",
    "component_crx_cache",
)
REFILLED: Final = ("Cache", "Code Cache", "Service Worker", "Shared Dictionary")

MOST_BYTES: Final = 96 * 1024**2
"""WhatsApp Web is some 40 MB of scripts and pictures."""

ARGUMENT: Final = f"--disk-cache-size={MOST_BYTES // 2}"
"""So that Chromium keeps within it, for the greater part, while it runs."""


def trim(profile: Path, *, most: int = MOST_BYTES) -> None:
    """Erase what is of no use, and the rest of the caches if they passed ``most``.

    No browser may be using the profile.
    """
    _erase(found(profile, USELESS))
    refilled = [*found(profile, REFILLED)]
    if sum(map(_size, refilled)) > most:
        _erase(iter(refilled))


def found(profile: Path, names: tuple[str, ...] = USELESS + REFILLED) -> Iterator[Path]:
    """The directories of caches that are there."""
    for home in (profile, profile / "Default"):
        yield from (home / name for name in names if (home / name).is_dir())


def _erase(directories: Iterator[Path]) -> None:
    for directory in directories:
        shutil.rmtree(directory, ignore_errors=True)


def _size(directory: Path) -> int:
    total = 0
    for file in directory.rglob("*"):
        with suppress(OSError):
            total += file.lstat().st_size
    return total
