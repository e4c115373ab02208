"""Group commit: one transaction for many, and to each their own outcome."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import active_count
from time import monotonic

import pytest
from eventsourcing.persistence import DatabaseError, IntegrityError, StoredEvent
from sqlalchemy import Engine, update
from sqlalchemy import event as listening

from adapters.database import create_missing, writing
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import log_head, log_tables
from adapters.event_store.writer import GroupCommit
from domain.kernel import Unavailable

Appending = asyncio.Task[Sequence[int]]


def event(stream: str, version: int = 1) -> StoredEvent:
    return StoredEvent(stream, version, "thing.done", b"{}")


def streams(engine: Engine) -> Sequence[str]:
    return [row.stream for row in SqlRecorder(engine).page(after=0, size=100)]


@contextmanager
def writer_held_back(engine: Engine) -> Iterator[None]:
    """Inside, appends gather: somebody else has the log."""
    with writing(engine) as connection:
        connection.execute(update(log_head).values(position=log_head.c.position))
        yield


async def waiting(
    writer: GroupCommit, *appends: Sequence[StoredEvent]
) -> list[Appending]:
    tasks = [asyncio.create_task(writer.append_soon(it)) for it in appends]
    await asyncio.sleep(0)
    return tasks


async def test_many_appends_share_one_commit(
    engine: Engine, writer: GroupCommit
) -> None:
    commits: list[object] = []
    with writer_held_back(engine):
        tasks = await waiting(writer, *[[event(f"thing:{n}")] for n in range(50)])
    listening.listen(engine, "commit", commits.append)
    positions = await asyncio.gather(*tasks)

    assert sorted(map(list, positions)) == [[n] for n in range(1, 51)]
    assert len(commits) <= 2, "what came first may have been alone"


async def test_a_conflict_fails_one_append_and_leaves_no_trace(
    engine: Engine, writer: GroupCommit
) -> None:
    with writer_held_back(engine):
        tasks = await waiting(
            writer,
            [event("a:1"), event("a:1", 2)],
            [event("b:1")],
            [event("c:1"), event("b:1")],
            [event("a:1", 2)],
            [event("d:1")],
        )
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)

    assert [list(it) for it in outcomes if isinstance(it, Sequence)] == [
        [1, 2],
        [3],
        [4],
    ]
    assert [type(it) for it in outcomes[2:4]] == [IntegrityError, IntegrityError]
    assert streams(engine) == ["a:1", "a:1", "b:1", "d:1"]


async def test_an_event_the_database_cannot_hold_fails_alone(
    engine: Engine, writer: GroupCommit
) -> None:
    with writer_held_back(engine):
        bad = StoredEvent("b:1", 1, None, b"{}")  # type: ignore[arg-type]
        tasks = await waiting(writer, [event("a:1")], [bad], [event("c:1")])
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)

    assert [type(it) is IntegrityError for it in outcomes] == [False, True, False]


async def test_who_stops_waiting_disturbs_nobody(
    engine: Engine, writer: GroupCommit
) -> None:
    with writer_held_back(engine):
        gone, still = await waiting(writer, [event("a:1")], [event("b:1")])
        gone.cancel()
    assert await still == [2]
    assert streams(engine) == ["a:1", "b:1"]


async def test_closing_writes_what_waits_and_refuses_more(
    engine: Engine, writer: GroupCommit
) -> None:
    with writer_held_back(engine):
        tasks = await waiting(writer, *[[event(f"thing:{n}")] for n in range(5)])
        closing = asyncio.create_task(asyncio.to_thread(writer.close))
        await asyncio.sleep(0)
    await closing

    assert len(await asyncio.gather(*tasks)) == 5
    with pytest.raises(Unavailable):
        writer.append([event("too:late")])


async def test_too_many_are_refused_at_once(engine: Engine) -> None:
    writer = GroupCommit(engine, capacity=3)
    with writer_held_back(engine):
        tasks = await waiting(writer, *[[event(f"thing:{n}")] for n in range(10)])
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    writer.close()

    refused = sum(isinstance(it, Unavailable) for it in outcomes)
    assert len(streams(engine)) == 10 - refused
    assert refused in {6, 7}, "the writer may have taken one"


def test_a_writer_outlives_a_broken_database(
    engine: Engine, writer: GroupCommit
) -> None:
    log_tables.drop_all(engine)
    with pytest.raises(DatabaseError):
        writer.append([event("a:1")])
    create_missing(engine, log_tables)

    assert writer.append([event("a:1")]) == [1]


def test_threads_and_event_loops_share_a_writer(writer: GroupCommit) -> None:
    async def in_a_loop(loop: int) -> list[Sequence[int]]:
        appends = [[event(f"loop:{loop}:{n}")] for n in range(20)]
        return await asyncio.gather(*map(writer.append_soon, appends))

    with ThreadPoolExecutor(12) as pool:
        loops = [pool.submit(asyncio.run, in_a_loop(n)) for n in range(4)]
        threads = list(pool.map(lambda n: writer.append([event(f"t:{n}")]), range(80)))
        positions = [*threads, *(it for loop in loops for it in loop.result())]

    assert sorted(position for (position,) in positions) == list(range(1, 161))


def test_nobody_starves(writer: GroupCommit) -> None:
    """Threads and event loops get their turns, however many compete."""
    until = monotonic() + 1

    def in_a_thread(name: str) -> int:
        count = 0
        while monotonic() < until:
            count += 1
            writer.append([event(name, count)])
        return count

    async def in_a_loop(name: str) -> int:
        count = 0
        while monotonic() < until:
            count += 1
            await writer.append_soon([event(name, count)])
        return count

    with ThreadPoolExecutor(12) as pool:
        threads = [pool.submit(in_a_thread, f"thread:{n}") for n in range(8)]
        loops = [pool.submit(asyncio.run, in_a_loop(f"loop:{n}")) for n in range(4)]
        counts = [it.result() for it in (*threads, *loops)]

    assert min(counts) * 10 > max(counts)


def test_a_lone_thread_needs_no_other(engine: Engine) -> None:
    before, writer = active_count(), GroupCommit(engine)
    for version in range(1, 4):
        writer.append([event("a:1", version)])

    assert active_count() == before
    writer.close()
