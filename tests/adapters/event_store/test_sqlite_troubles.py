"""A full disk, a file that somebody else has: told clearly, and nothing half done."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy import event as listening

from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import SqlRecorder
from domain.kernel import Unavailable
from tests.adapters.event_store.databases import fresh_engine
from tests.adapters.event_store.things import enclosed

ROOM = 20  # pages of 4096 bytes


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with fresh_engine("sqlite", tmp_path) as engine:
        yield engine


@contextmanager
def appending(engine: Engine, *pragmas: str) -> Iterator[Journal]:
    """On connections that were set up so."""

    def set_up(raw: sqlite3.Connection, _: object) -> None:
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    engine.dispose()
    listening.listen(engine, "connect", set_up)
    journal = Journal(SqlRecorder(engine), EnvelopeMapper(EVENT_TYPES))
    yield journal
    journal.close()
    engine.dispose()
    listening.remove(engine, "connect", set_up)


def test_on_a_full_disk_nothing_is_half_written(engine: Engine) -> None:
    with appending(engine, f"max_page_count = {ROOM}") as journal:
        written = journal.append(enclosed("thing:1", 2))
        with pytest.raises(Unavailable):
            journal.append(enclosed("thing:2", 1000))

        assert journal.end == written
        assert journal.history("thing:2") == []
        assert journal.append(enclosed("thing:3", 1)) == written + 1
    with appending(engine) as journal:
        assert journal.append(enclosed("thing:2", 1000)) == written + 1001


async def test_a_full_disk_fails_one_by_one_those_it_has_no_room_for(
    engine: Engine,
) -> None:
    with appending(engine, f"max_page_count = {ROOM}") as journal:
        with pytest.raises(Unavailable):
            await journal.append_soon(enclosed("thing:1", 1000))

        assert await journal.append_soon(enclosed("thing:2", 1)) == 1


def test_who_has_the_file_for_too_long_makes_others_unavailable(engine: Engine) -> None:
    path = str(engine.url.database)
    with (
        appending(engine, "busy_timeout = 20") as journal,
        closing(sqlite3.connect(path, isolation_level=None)) as somebody_else,
    ):
        somebody_else.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            journal.append(enclosed("thing:1", 1))
        assert journal.end == 0, "reading goes on"
        somebody_else.execute("ROLLBACK")

        assert journal.append(enclosed("thing:1", 1)) == 1
