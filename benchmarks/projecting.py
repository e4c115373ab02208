"""How fast tables follow the log."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from benchmarks.measuring import rates, stopwatch
from benchmarks.places import LongLog, long_log, projecting

EVENTS = 60_000
TURNS = 3


def live() -> Iterable[Figure]:
    """A projector that is far behind catches up: all tables, pages of 500."""
    with long_log(EVENTS) as log:
        turns = rates(partial(_catch_up, log), turns=TURNS)
    rate = median(rate for (rate,) in turns)
    detail = f"{log.length:,} events, private facts sealed"
    yield Figure("project_live_events_per_s", rate, "events/s", detail)


def _catch_up(log: LongLog, folder: Path) -> float:
    with projecting(log.path, folder) as projector:
        with stopwatch() as watch:
            projector.catch_up()
        return watch.per_second(log.length)
