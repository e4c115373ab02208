"""Repeating a measurement, and comparing two in turns.

Medians, because one slow run says something of the machine's other work. In turns,
because a machine that gets slower is then slower for both.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeAlias

from benchmarks.figures import Figure, Goal

Run: TypeAlias = Callable[[Path], float]
"""Works in an empty folder, and returns how many things it did in a second."""


def rates(*runs: Run, turns: int) -> Sequence[tuple[float, ...]]:
    """Turn by turn, the rate of each."""
    return [tuple(_rate(run) for run in runs) for _ in range(turns)]


def compared(
    name: str, *, ours: Run, theirs: Run, of: str, goal: Goal | None = None
) -> Figure:
    """How many times as fast as theirs ours is; ``of`` is what is done."""
    turns = rates(ours, theirs, turns=9)
    our_rate, their_rate = (median(rate) for rate in zip(*turns, strict=True))
    ratio = median(our / their for our, their in turns)
    detail = f"{our_rate:,.0f} {of}/s against {their_rate:,.0f}"
    return Figure(name, ratio, "x", detail, goal)


class Stopwatch:
    """Seconds from entering to leaving."""

    seconds = 0.0

    def per_second(self, count: int) -> float:
        return count / self.seconds


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    gc.collect()  # each pays for its own rubbish
    watch = Stopwatch()
    began = perf_counter()
    yield watch
    watch.seconds = perf_counter() - began


def _rate(run: Run) -> float:
    with TemporaryDirectory(prefix="messenger-brain-bench-") as folder:
        return run(Path(folder))
