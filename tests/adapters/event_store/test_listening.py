"""PostgreSQL announces what other processes append; here, another journal's."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from eventsourcing.persistence import OperationalError
from sqlalchemy import Engine, create_engine
from structlog.testing import capture_logs

from adapters.database import BareConnection
from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.journal import Journal
from adapters.event_store.listening import Listener
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.new_events import NewEvents
from adapters.event_store.recorder import SqlRecorder
from tests.adapters.event_store.databases import fresh_engine
from tests.adapters.event_store.outages import terminate
from tests.adapters.event_store.things import enclosed

FAR_TOO_LONG = 30.0


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with fresh_engine("postgresql", tmp_path) as engine:
        yield engine


@pytest.fixture
def other(engine: Engine) -> Iterator[Journal]:
    other = Journal(SqlRecorder(engine), EnvelopeMapper(EVENT_TYPES))
    yield other
    other.close()


def listening(journal: Journal) -> NewEvents:
    """Once it is told all."""
    until(lambda: journal.new_events.is_told_all)
    return journal.new_events


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + FAR_TOO_LONG
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_another_process_appends_is_told(journal: Journal, other: Journal) -> None:
    news = listening(journal)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(news.wait, after=0, timeout=FAR_TOO_LONG)
        position = other.append(enclosed("thing:1", 3))

        assert waiting.result()
    assert news.position == position == 3


def test_what_was_appended_before_is_told(journal: Journal, other: Journal) -> None:
    other.append(enclosed("thing:1", 2))

    assert listening(journal).position == 2


def test_nothing_is_missed_when_the_connection_is_lost(
    journal: Journal, other: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listener, "pause_seconds", 0.05)
    news = listening(journal)
    terminate(journal.recorder.engine)
    other.append(enclosed("thing:1", 1))
    assert news.wait(after=0, timeout=FAR_TOO_LONG)

    listening(journal)
    other.append(enclosed("thing:2", 1))
    assert news.wait(after=1, timeout=FAR_TOO_LONG)


@pytest.fixture
def crowded(engine: Engine) -> Iterator[Engine]:
    """The same database, by a pool of one."""
    crowded = create_engine(engine.url, pool_size=1, max_overflow=0, pool_timeout=0.05)
    yield crowded
    crowded.dispose()


def test_it_waits_for_a_pool_that_others_keep(
    crowded: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listener, "pause_seconds", 0.05)
    news = NewEvents()
    listener = Listener(crowded, news)
    with crowded.connect(), capture_logs() as said:
        listener.start()
        until(lambda: len(said) > 1)
    until(lambda: news.is_told_all)
    listener.stop()


def test_a_pool_that_others_keep_fails_by_a_name_the_program_knows(
    crowded: Engine,
) -> None:
    with (
        crowded.connect(),
        pytest.raises(OperationalError, match="QueuePool limit"),
        BareConnection(crowded).writing(),
    ):
        pass


def test_without_announcements_one_looks_more_often(tmp_path: Path) -> None:
    with fresh_engine("sqlite", tmp_path) as engine:
        journal = Journal(SqlRecorder(engine), EnvelopeMapper(EVENT_TYPES))
        assert not journal.new_events.is_told_all
        seldom = NewEvents()
        seldom.is_told_all = True

        assert journal.new_events.look_again_seconds < seldom.look_again_seconds
        journal.close()
