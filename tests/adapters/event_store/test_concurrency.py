"""Many writers, several processes, a reader at their heels, and sudden death."""

import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag

from sqlalchemy import Engine

from adapters.event_store.recorder import SqlRecorder
from tests.adapters.event_store.appending import (
    Acknowledged,
    acknowledged,
    append_at_random,
    start,
)


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def tail(recorder: SqlRecorder, finished: Flag) -> list[Acknowledged]:
    """Everything, read in small pages while it is being written."""
    found: list[Acknowledged] = []
    while True:
        last_look = finished.is_set()
        while page := recorder.page(after=found[-1][2] if found else 0, size=7):
            found += [(it.stream, it.version, it.position) for it in page]
        if last_look:
            return found


def test_a_reader_sees_every_position_once_in_order(engine: Engine) -> None:
    recorder, finished = SqlRecorder(engine), Flag()
    others = [start(url_of(engine), streams=5, times=40) for _ in range(2)]
    told: list[Acknowledged] = []
    with ThreadPoolExecutor(9) as pool:
        reader = pool.submit(tail, recorder, finished)
        writers = [
            pool.submit(append_at_random, recorder, 5, 40, told.append)
            for _ in range(8)
        ]
        for writer in writers:
            writer.result()
        for other in others:
            output, _ = other.communicate(timeout=60)
            told += map(acknowledged, output.splitlines())
        finished.set()
        seen = reader.result()
    recorder.close()

    assert [position for _, _, position in seen] == list(range(1, len(seen) + 1))
    assert Counter(seen) == Counter(told)
    assert len(told) < 16 * 40, "nobody ever conflicted: this proves less than it says"


def test_what_was_acknowledged_survives_a_kill(engine: Engine) -> None:
    process = start(url_of(engine), streams=1000, times=0)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(200)]
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.read().splitlines()
    process.stdout.close()
    process.wait()

    recorder = SqlRecorder(engine)
    kept = recorder.page(after=0, size=1_000_000)

    assert {acknowledged(line) for line in lines} <= {
        (it.stream, it.version, it.position) for it in kept
    }
    assert [it.position for it in kept] == list(range(1, len(kept) + 1))
    assert recorder.max_notification_id() == len(kept)
