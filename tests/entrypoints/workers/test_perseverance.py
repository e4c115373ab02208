"""Work goes on after an unexpected error, and the operator can read of it."""

import asyncio
from threading import Event as Flag
from threading import Timer

import pytest

from entrypoints.program import Program
from entrypoints.workers.perseverance import (
    Reports,
    persevere,
    persevere_soon,
    undivided,
)
from tests.entrypoints.workers.office import Office
from tests.support.waiting import until


class Recorded:
    """Stands for RecordSystemError."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.what: list[str] = []
        self.where: list[str] = []
        self._failure = failure

    def __call__(self, *, what: str, where: str) -> None:
        self.what.append(what)
        self.where.append(where)
        if self._failure:
            raise self._failure


class Clumsy:
    """Fails as often as it is told to, then is done."""

    def __init__(self, *failures: Exception) -> None:
        self.runs = 0
        self._failures = iter(failures)

    def __call__(self) -> None:
        self.runs += 1
        for failure in self._failures:
            raise failure

    async def soon(self) -> None:
        self()


def test_work_is_begun_again_until_it_is_done() -> None:
    work, recorded = Clumsy(ValueError("one"), KeyError("two")), Recorded()
    persevere("clumsy", work, Flag(), recorded)  # type: ignore[arg-type]

    assert work.runs == 3
    assert recorded.what == ["ValueError: one", "KeyError: 'two'"]
    assert recorded.where[0].startswith("clumsy: __call__ in test_perseverance.py:")


async def test_so_is_work_on_an_event_loop() -> None:
    work, recorded = Clumsy(ValueError("one")), Recorded()
    await persevere_soon("clumsy", work.soon, recorded)  # type: ignore[arg-type]

    assert work.runs == 2
    assert recorded.what == ["ValueError: one"]


def test_an_error_that_can_not_be_recorded_stops_nothing() -> None:
    work, recorded = Clumsy(ValueError("one")), Recorded(OSError("disk full"))
    persevere("clumsy", work, Flag(), recorded)  # type: ignore[arg-type]

    assert work.runs == 2


def test_the_same_error_again_is_recorded_once() -> None:
    again = [ValueError("one") for _ in range(3)]
    work, recorded = Clumsy(*again, ValueError("two")), Recorded()
    persevere("clumsy", work, Flag(), recorded)  # type: ignore[arg-type]

    assert work.runs == 5
    assert recorded.what == ["ValueError: one", "ValueError: two"]


@pytest.mark.parametrize("passed", ["well_after", "again_after"])
def test_and_once_more_after_a_time(
    monkeypatch: pytest.MonkeyPatch, passed: str
) -> None:
    monkeypatch.setattr(Reports, passed, 0.0)
    work, recorded = Clumsy(ValueError("one"), ValueError("one")), Recorded()
    persevere("clumsy", work, Flag(), recorded)  # type: ignore[arg-type]

    assert recorded.what == ["ValueError: one"] * 2


def test_one_that_could_not_be_recorded_is_tried_again() -> None:
    work = Clumsy(ValueError("one"), ValueError("one"))
    recorded = Recorded(OSError("disk full"))
    persevere("clumsy", work, Flag(), recorded)  # type: ignore[arg-type]

    assert recorded.what == ["ValueError: one"] * 2


async def test_a_group_of_errors_is_named_by_its_first() -> None:
    work, recorded = Clumsy(ValueError("one")), Recorded()

    async def together() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(work.soon())

    await persevere_soon("clumsy", together, recorded)  # type: ignore[arg-type]

    assert recorded.what == ["ValueError: one"]


def test_told_to_stop_it_begins_nothing_again() -> None:
    stop, work = Flag(), Clumsy()
    stop.set()
    persevere("clumsy", work, stop, Recorded())  # type: ignore[arg-type]

    assert work.runs == 0


async def test_who_is_cancelled_waits_for_what_must_not_be_cut_short() -> None:
    done = Flag()
    waiting = asyncio.create_task(undivided(asyncio.to_thread(done.wait, 5)))
    await asyncio.sleep(0.01)
    waiting.cancel()
    Timer(0.05, done.set).start()

    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert done.is_set()


async def test_the_tables_follow_again_after_an_error(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, failures = program.projector._write, iter([ZeroDivisionError("a bug")])  # noqa: SLF001

    def failing(*args: object) -> None:
        for failure in failures:
            raise failure
        project(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(program.projector, "_write", failing)
    office = Office(program)

    await until(lambda: "a bug" in "".join(office.errors()))
    assert office.row().id == office.id
