"""Background work goes on: an unexpected error is kept for the operator, then retried.

Nothing is lost by that. Every worker starts from what the databases say, so starting
again is the way it recovers, as after a ``kill -9``.
"""

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable
from threading import Event as Flag
from typing import TypeVar

import structlog

from domain.system_error.commands import RecordSystemError

log = structlog.get_logger()

T = TypeVar("T")


class Pauses:
    """Seconds to wait after a failure: twice as long after each one in a row."""

    first, longest = 0.2, 30.0

    def __init__(self) -> None:
        self._failures = 0
        self._since = time.monotonic()

    def next(self) -> float:
        """Short again once it has gone well for longer than the longest pause."""
        now = time.monotonic()
        if now - self._since > 2 * self.longest:
            self._failures = 0
        self._since = now
        self._failures += 1
        return float(min(self.first * 2 ** (self._failures - 1), self.longest))


class LongPauses(Pauses):
    """Where trying again is a burden on others."""

    longest = 600.0


class Reports:
    """One worker's failures: all in the operator's log, what is new as system errors.

    Whoever is stuck fails in the same way every half minute, for days. That is recorded
    once, and once more when it happens again after it had gone well for
    ``well_after`` seconds, or every ``again_after`` seconds.
    """

    well_after, again_after = 2 * Pauses.longest, 600.0

    def __init__(self, name: str, record: RecordSystemError) -> None:
        self._name = name
        self._record = record
        self._what = self._where = ""
        self._failed = self._recorded = 0.0

    def add(self, error: Exception) -> None:
        """Never raises: when the log can't be written, the work must still go on."""
        while isinstance(error, ExceptionGroup):  # the first says why the others ended
            error = error.exceptions[0]
        log.error("worker failed", worker=self._name, exc_info=error)
        what, where = f"{type(error).__name__}: {error}", self._place(error)
        try:
            if self._is_new(what, where):
                self._record(what=what, where=where)
                self._what, self._where = what, where
                self._recorded = time.monotonic()
        except Exception:
            log.exception("the error could not be recorded", worker=self._name)

    def _place(self, error: Exception) -> str:
        place = traceback.extract_tb(error.__traceback__)[-1]
        file = place.filename.rpartition("/")[2]
        return f"{self._name}: {place.name} in {file}:{place.lineno}"

    def _is_new(self, what: str, where: str) -> bool:
        now = time.monotonic()
        went_well = now - self._failed > self.well_after
        self._failed = now
        is_due = now - self._recorded > self.again_after
        return went_well or is_due or (what, where) != (self._what, self._where)


def persevere(
    name: str, work: Callable[[], None], stop: Flag, record: RecordSystemError
) -> None:
    """Run ``work`` until it returns, or until told to stop."""
    pauses, reports = Pauses(), Reports(name, record)
    while not stop.is_set():
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, the work goes on
            reports.add(error)
            stop.wait(pauses.next())
        else:
            return


async def persevere_soon(
    name: str, work: Callable[[], Awaitable[None]], record: RecordSystemError
) -> None:
    """``persevere`` for an event loop: until ``work`` returns or is cancelled.

    It runs in a task of its own, because a TaskGroup that failed in it leaves the task
    marked as one to be cancelled (Python 3.11), and this one shall go on.
    """
    pauses, reports = Pauses(), Reports(name, record)
    while True:
        try:
            return await asyncio.ensure_future(work())
        except Exception as error:  # noqa: BLE001 - whatever it is, the work goes on
            await asyncio.to_thread(reports.add, error)
            _end_if_cancelled()
            await asyncio.sleep(pauses.next())


def _end_if_cancelled() -> None:
    """What failed while it was being ended is not begun again."""
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError


async def undivided(work: Awaitable[T]) -> T:
    """Who is cancelled while waiting for it waits on: half done is not an outcome."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


def report(name: str, error: Exception, record: RecordSystemError) -> None:
    """A failure with a cause of its own, such as one delivery of many."""
    Reports(name, record).add(error)
