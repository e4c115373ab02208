from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError

from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import log_tables
from domain.kernel import Unavailable
from tests.adapters.event_store.databases import fresh_engine
from tests.adapters.event_store.things import enclosed


def test_pages_follow_each_other_without_gaps(journal: Journal) -> None:
    journal.append(enclosed("thing:1", 10))
    pages = list(journal.pages(after=1, upto=9, size=3))

    assert [len(page) for page in pages] == [3, 3, 2]
    assert [it.position for page in pages for it in page] == list(range(2, 10))


def test_what_is_read_is_what_was_written(journal: Journal) -> None:
    written = enclosed("thing:1", 3)
    journal.append(written)

    assert [it.envelope for it in journal.page(after=0)] == written
    assert [it.envelope for it in journal.history("thing:1", after=1)] == written[1:]
    assert [it.envelope for it in journal.history("thing:1", upto=2)] == written[:2]
    assert journal.history("thing:1", upto=0) == []


async def test_a_database_that_fails_is_unavailable(tmp_path: Path) -> None:
    with fresh_engine("sqlite", tmp_path) as engine:
        journal = Journal(SqlRecorder(engine), EnvelopeMapper(EVENT_TYPES))
        log_tables.drop_all(engine)
        with pytest.raises(Unavailable):
            journal.append(enclosed("thing:1", 1))
        with pytest.raises(Unavailable):
            await journal.append_soon(enclosed("thing:1", 1))
        journal.close()


async def test_a_closed_journal_is_unavailable(journal: Journal) -> None:
    journal.close()
    with pytest.raises(Unavailable):
        journal.append(enclosed("thing:1", 1))
    with pytest.raises(Unavailable):
        await journal.append_soon(enclosed("thing:1", 1))


def test_a_version_is_written_once(journal: Journal) -> None:
    journal.append(enclosed("thing:1", 1))
    with pytest.raises(IntegrityError):
        journal.append(enclosed("thing:1", 1))

    assert journal.end == 1
