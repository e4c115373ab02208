"""Our event store against the eventsourcing library's own, both on SQLite.

SQLite's ``synchronous`` is FULL for both: every commit waits for the disk.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from adapters.database import create_missing, dispose, engine_for
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import log_tables
from benchmarks.figures import Figure, Goal
from benchmarks.measuring import compared, stopwatch

STATE = b"x" * 400  # about as long as a stored event
APPENDS = 1600
LOG = 20_000
PAGE = 500

Open: TypeAlias = Callable[[Path], AbstractContextManager[ApplicationRecorder]]


def append_concurrent32() -> Iterable[Figure]:
    """32 threads append one event at a time, each to streams of its own."""
    yield compared(
        "append_concurrent32_vs_eventsourcing_sqlite",
        ours=partial(append_rate, our_recorder, 32),
        theirs=partial(append_rate, their_recorder, 32),
        of="appends",
        goal=Goal(3),
    )


def append_single() -> Iterable[Figure]:
    """One thread appends one event at a time: nobody to share a commit with."""
    yield compared(
        "append_single_vs_eventsourcing_sqlite",
        ours=partial(append_rate, our_recorder, 1),
        theirs=partial(append_rate, their_recorder, 1),
        of="appends",
        goal=Goal(0.9),
    )


def notification_read() -> Iterable[Figure]:
    """The whole log is read by position, in pages of 500."""
    yield compared(
        "notification_read_vs_eventsourcing_sqlite",
        ours=partial(_read, our_recorder),
        theirs=partial(_read, their_recorder),
        of="events",
        goal=Goal(0.8),
    )


@contextmanager
def our_recorder(folder: Path) -> Iterator[ApplicationRecorder]:
    engine = engine_for(f"sqlite:///{folder}/ours.db")
    create_missing(engine, log_tables)
    recorder = SqlRecorder(engine)
    yield recorder
    recorder.close()
    dispose(engine)


@contextmanager
def their_recorder(folder: Path) -> Iterator[ApplicationRecorder]:
    """With a connection for every thread, and all the time its threads need."""
    datastore = SQLiteDatastore(
        f"{folder}/theirs.db",
        lock_timeout=60,
        pool_size=32,
        pool_timeout=60,
        originator_id_type="text",
    )
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    yield recorder
    datastore.close()


def append_rate(
    opened: Open, threads: int, folder: Path, *, appends: int = APPENDS
) -> float:
    """Appends in a second, of all threads together."""
    each = appends // threads
    with opened(folder) as recorder, ThreadPoolExecutor(threads) as pool:
        append = partial(_append_some, recorder, each)
        recorder.insert_events(_events("warm-up:1", 1))
        with stopwatch() as watch:
            list(pool.map(append, range(threads)))
    return watch.per_second(each * threads)


def _append_some(recorder: ApplicationRecorder, count: int, thread: int) -> None:
    for event in _events(f"thing:{thread}", count):
        recorder.insert_events([event])


def _read(opened: Open, folder: Path) -> float:
    with opened(folder) as recorder:
        recorder.insert_events(_events("thing:1", LOG))
        with stopwatch() as watch:
            for start in range(1, LOG, PAGE):
                recorder.select_notifications(start, PAGE)
    return watch.per_second(LOG)


def _events(stream: str, count: int) -> Sequence[StoredEvent]:
    return [
        StoredEvent(stream, version, "thing.done", STATE)
        for version in range(1, count + 1)
    ]
