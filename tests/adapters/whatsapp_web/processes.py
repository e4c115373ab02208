"""The processes of a browser, as Linux shows them."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def renderers_of(browser: int) -> Iterator[int]:
    """Those that run a page's scripts."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_bytes()
            if parent == browser and b"--type=renderer" in command:
                yield int(stat.parent.name)


async def ended(pid: int, *, within: float = 10.0) -> bool:
    for _ in range(int(within / 0.02)):
        if not lives(pid):
            return True
        await asyncio.sleep(0.02)
    return False


def lives(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
