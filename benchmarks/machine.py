"""On what it was measured: figures of two machines are not comparable, ratios are."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

MEASURED_WITH = ("eventsourcing", "sqlalchemy", "pydantic", "litestar")


def description() -> dict[str, str]:
    return {
        "processor": _first_of(Path("/proc/cpuinfo"), "model name"),
        "cores": str(os.cpu_count()),
        "memory": _first_of(Path("/proc/meminfo"), "MemTotal"),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{name: version(name) for name in MEASURED_WITH},
    }


def _first_of(path: Path, name: str) -> str:
    """What a file of "name: value" lines says; "unknown" on other systems."""
    lines = path.read_text().splitlines() if path.exists() else []
    values = [line.partition(":")[2].strip() for line in lines if line.startswith(name)]
    return values[0] if values else "unknown"
