"""Positions that were reserved and given back leave no gap and are no news."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event as Flag

from eventsourcing.persistence import StoredEvent
from sqlalchemy import Engine

from adapters.database import writing
from adapters.event_store import log
from adapters.event_store.recorder import SqlRecorder

WRITERS = 8
TIMES = 40


class ChangedMindError(Exception):
    """Positions are reserved, rows are written, and yet."""


def write(engine: Engine, writer: int) -> int:
    """How many of a writer's transactions were committed: about nine of ten."""
    chance, committed = random.Random(writer), 0  # noqa: S311
    for _ in range(TIMES):
        event = StoredEvent(f"thing:{writer}", committed + 1, "thing.done", b"{}")
        with suppress(ChangedMindError), writing(engine) as connection:
            log.append(connection, [event])
            time.sleep(chance.random() * 0.003)  # others wait, or look
            if chance.random() < 0.1:
                raise ChangedMindError
            committed += 1
        time.sleep(chance.random() * 0.003)
    return committed


def tail(recorder: SqlRecorder, finished: Flag) -> list[int]:
    seen: list[int] = []
    while True:
        last_look = finished.is_set()
        while page := recorder.page(after=seen[-1] if seen else 0, size=5):
            seen += [it.position for it in page]
        if last_look:
            return seen


def test_a_reader_sees_every_position_once_in_order_without_gaps(
    engine: Engine,
) -> None:
    finished = Flag()
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(tail, SqlRecorder(engine), finished)
        committed = sum(pool.map(write, [engine] * WRITERS, range(WRITERS)))
        finished.set()

    assert reader.result() == list(range(1, committed + 1))
    assert committed < WRITERS * TIMES, "nobody rolled back"
