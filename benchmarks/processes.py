"""What processes take: memory, what they share by its share; and processor time."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from adapters.whatsapp_web import memory
from tests.support.gateway_process import GatewayProcess

MIB: Final = 2**20
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Usage:
    """Of a gateway, and of all its browsers: MiB, and seconds of a processor so far."""

    gateway_mib: float
    browsers_mib: float
    gateway_seconds: float
    browser_seconds: float


def usage_of(gateway: GatewayProcess) -> Usage:
    """The sandbox, which plays WhatsApp, is no part of it."""
    pids = gateway.processes()
    leaders = {_group(it) for it in pids if "--user-data-dir=" in _command(it)}
    browsers = [it for it in pids if _group(it) in leaders]
    gateways = [it for it in pids if "serve" in _command(it).split("\0")]
    return Usage(
        gateway_mib=_mib(gateways),
        browsers_mib=_mib(browsers),
        gateway_seconds=_seconds(gateways),
        browser_seconds=_seconds(browsers),
    )


def proportional_mib(leader: int) -> float:
    """Of a process and its process group."""
    return memory.of_group(leader) / MIB


def _mib(pids: Iterable[int]) -> float:
    return sum(map(_kib, pids)) / 1024


def _kib(pid: int) -> int:
    with suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(rollup.partition("\nPss:")[2].split()[0])
    return 0


def _seconds(pids: Iterable[int]) -> float:
    return sum(map(_ticks, pids)) / TICKS


def _ticks(pid: int) -> int:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
    return 0


def _group(pid: int) -> int:
    with suppress(ProcessLookupError):
        return os.getpgid(pid)
    return 0


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    return ""
