"""How fast tables are built again from the log, and how much memory that takes."""

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, Goal
from benchmarks.floor import floor
from benchmarks.measuring import rates, stopwatch
from benchmarks.peak import in_new_process, largest_child_mib, peak_mib
from benchmarks.places import TABLES, LongLog, long_log, projecting
from benchmarks.stock_runner import stock_runner
from projections.maintenance import rebuild
from projections.read_models import REBUILDABLE
from projections.replay_pool import workers

EVENTS = int(os.environ.get("BENCH_EVENTS", "1_000_000"))
TURNS = 3


def rebuilding() -> Iterable[Figure]:
    """All tables are built again from a long log, in a process of its own."""
    with long_log(EVENTS) as log:
        grown = [_rebuild(log, log.path.parent)[1]]
        ours = partial(_rebuild_rate, log, grown)
        bare = partial(floor, log, log.path.with_name(TABLES))
        turns = rates(ours, bare, partial(stock_runner, log), turns=TURNS)
    rate, floor_rate, stock_rate = (median(each) for each in zip(*turns, strict=True))
    length = f"{log.length:,} events, private facts sealed"
    yield Figure("rebuild_events_per_s", rate, "events/s", length)
    yield Figure(
        "rebuild_1m_vs_floor",
        median(floor / ours for ours, floor, _ in turns),
        "x",
        f"{length}; {rate:,.0f} events/s with {workers()} workers; the floor, reading "
        f"all and inserting the final rows with bare sqlite3: {floor_rate:,.0f}",
        Goal(2, most=True),
    )
    yield Figure(
        "rebuild_vs_stock_projection_runner",
        median(ours / stock for ours, _, stock in turns),
        "x",
        "eventsourcing's ProjectionRunner, a transaction for each event: "
        f"{stock_rate:,.0f} events/s",
        Goal(30),
    )
    yield Figure(
        "memory_rebuild_1m_mb",
        max(grown),
        "MB",
        f"{length}; growth of the process, and all of its {workers()} workers",
        Goal(300, most=True),
    )


def _rebuild_rate(log: LongLog, grown: list[float], folder: Path) -> float:
    rate, growth = _rebuild(log, folder)
    grown.append(growth)
    return rate


def _rebuild(log: LongLog, folder: Path) -> tuple[float, float]:
    """Events per second, and how much memory was needed in MiB."""
    return in_new_process(_rebuild_here, log, folder)


def _rebuild_here(log: LongLog, folder: Path) -> tuple[float, float]:
    with projecting(log.path, folder, since=log.length) as projector:
        before = peak_mib()
        with stopwatch() as watch:
            rebuild(projector, REBUILDABLE)
        growth = peak_mib() - before + workers() * largest_child_mib()
        return watch.per_second(log.length), growth
