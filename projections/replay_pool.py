"""Slices of the log, folded side by side by other processes.

They are started as programs of their own, neither forked (this process has threads and
open databases) nor spawned by ``multiprocessing`` (it runs the main module again, which
is our user's script).
"""

import os
import pickle
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, suppress
from itertools import cycle, islice
from subprocess import PIPE, Popen
from typing import Any, BinaryIO, Self, cast

from projections.changes import Changes
from projections.replay import Replay, Slice

LONG = 8
"""Slices. For fewer, starting processes takes longer than they save."""

MOST_WORKERS = 3
"""Each needs 85 MB, and what four or five can fold is all that one can write."""

_AHEAD = 2  # orders a worker has: it need not wait for the next one
_PROGRAM = "from projections.replay_worker import main; main()"


def folded(
    replay: Replay, these: Sequence[Slice]
) -> Generator[Sequence[Changes], None, None]:
    """The changes of each slice, in their order. To be closed when it isn't exhausted.

    Raises what folding one of them has raised, and ChildProcessError when a worker ends
    too soon.
    """
    if len(these) < LONG or workers() == 1 or not replay.travels:
        return (replay.fold(it) for it in these)
    return _side_by_side(replay, these, workers())


def workers() -> int:
    """How many processes take part in a long replay, besides this one."""
    return min(os.cpu_count() or 1, MOST_WORKERS)


def _side_by_side(
    replay: Replay, these: Sequence[Slice], count: int
) -> Generator[Sequence[Changes], None, None]:
    orders = iter(these)
    with ExitStack() as ending:
        crew = [ending.enter_context(_Worker(replay)) for _ in range(count)]
        turns = cycle(crew)
        for order in islice(orders, count * _AHEAD):
            next(turns).ask(order)
        for worker in islice(cycle(crew), len(these)):
            changes = worker.answer()
            for order in islice(orders, 1):
                worker.ask(order)
            yield changes


class _Worker:
    """Another process of the same program. Answers come in the order of questions."""

    def __init__(self, replay: Replay) -> None:
        here = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", _PROGRAM]
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, env=here)  # noqa: S603
        self._orders = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)
        self.ask(replay)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Whatever it is doing: nobody waits for it any more."""
        self._process.kill()
        self._process.communicate()

    def ask(self, order: Replay | Slice) -> None:
        with suppress(BrokenPipeError):  # it died: its answer, not to come, says so
            pickle.dump(order, self._orders)
            self._orders.flush()

    def answer(self) -> Sequence[Changes]:
        try:
            answer: Any = pickle.load(self._answers)  # noqa: S301 - from our own child
        except EOFError as error:
            raise ChildProcessError("A process that replays the log ended.") from error
        if isinstance(answer, Exception):
            raise answer
        changes: Sequence[Changes] = answer
        return changes
