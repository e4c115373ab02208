from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.writer import GroupCommit
from tests.adapters.event_store.databases import fresh_engine


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with fresh_engine(request.param, tmp_path) as engine:
        yield engine


@pytest.fixture
def journal(engine: Engine) -> Iterator[Journal]:
    journal = Journal(SqlRecorder(engine), EnvelopeMapper(EVENT_TYPES))
    yield journal
    journal.close()


@pytest.fixture
def writer(engine: Engine) -> Iterator[GroupCommit]:
    writer = GroupCommit(engine)
    yield writer
    writer.close()
