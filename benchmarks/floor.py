"""What no rebuild can beat: reading all events once, and inserting the final rows.

Nothing is decrypted, decoded or decided; the rows are known beforehand.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.measuring import stopwatch
from benchmarks.places import TABLES, LongLog, projecting
from projections.read_models import REBUILDABLE

FilledTable = tuple[str, Sequence[tuple[Any, ...]]]
"""An INSERT statement, and the rows to insert."""


def floor(log: LongLog, built: Path, folder: Path) -> float:
    """Events per second. ``built`` has the tables that come out."""
    filled = _final_rows(built)
    with projecting(log.path, folder):
        pass  # creates the tables
    with (
        closing(sqlite3.connect(log.path)) as events,
        closing(sqlite3.connect(folder / TABLES)) as tables,
        stopwatch() as watch,
    ):
        events.execute("SELECT * FROM events ORDER BY position").fetchall()
        with tables:
            for insert, rows in filled:
                tables.executemany(insert, rows)
    return watch.per_second(log.length)


def _final_rows(built: Path) -> Sequence[FilledTable]:
    with closing(sqlite3.connect(built)) as tables:
        names = [it.name for it in REBUILDABLE if not it.reference]
        return [_filled(tables, name) for name in names]


def _filled(tables: sqlite3.Connection, name: str) -> FilledTable:
    found = tables.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own name
    places = ", ".join("?" for _ in found.description)
    return f"INSERT INTO {name} VALUES ({places})", found.fetchall()  # noqa: S608
