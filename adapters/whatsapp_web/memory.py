"""How much memory a browser takes: all its processes, what they share by its share."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
KIBIBYTE = 1024


def of_group(leader: int) -> int:
    """Bytes of the process group that this process leads; 0 when it has ended."""
    return sum(map(_of_process, _members(leader)))


def _members(leader: int) -> Iterator[Path]:
    for process in PROC.glob("[0-9]*"):
        with suppress(OSError, ValueError):
            _state, _parent, group, *_ = _fields(process)
            if int(group) == leader:
                yield process


def _fields(process: Path) -> list[str]:
    """Of its ``stat``, from the state on: the name before may have anything in it."""
    return (process / "stat").read_text().rpartition(")")[2].split()


def _of_process(process: Path) -> int:
    """Its proportional set; where that is not shown to us, all that is resident."""
    try:
        return _proportional(process)
    except OSError:
        with suppress(OSError):
            return _resident(process)
    return 0


def _proportional(process: Path) -> int:
    lines = (process / "smaps_rollup").read_text().splitlines()
    pss = next((line for line in lines if line.startswith("Pss:")), "Pss: 0 kB")
    return int(pss.split()[1]) * KIBIBYTE


def _resident(process: Path) -> int:
    lines = (process / "status").read_text().splitlines()
    rss = next((line for line in lines if line.startswith("VmRSS:")), "VmRSS: 0 kB")
    return int(rss.split()[1]) * KIBIBYTE
