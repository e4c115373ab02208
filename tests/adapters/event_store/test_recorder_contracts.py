"""eventsourcing's own contract tests, held against our recorders."""

from collections.abc import Iterator
from pathlib import Path
from threading import enumerate as enumerate_threads
from uuid import uuid4

import pytest
from eventsourcing.persistence import (
    ApplicationRecorder,
    ProcessRecorder,
    TrackingRecorder,
)
from eventsourcing.tests.persistence import (
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)
from sqlalchemy import Engine

from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tracking import SqlProcessRecorder, SqlTrackingRecorder
from tests.adapters.event_store.databases import fresh_engine


class _OnSQLite:
    kind = "sqlite"
    engine: Engine
    recorders: list[SqlRecorder]

    @pytest.fixture(autouse=True)
    def _database(self, tmp_path: Path) -> Iterator[None]:
        self.recorders = []
        threads = set(enumerate_threads())
        with fresh_engine(self.kind, tmp_path) as self.engine:
            yield
            for recorder in self.recorders:
                recorder.close()
            for reader in set(enumerate_threads()) - threads:
                reader.join(timeout=10)  # the library's test leaves its readers alone

    def closing(self, recorder: SqlRecorder) -> SqlRecorder:
        self.recorders.append(recorder)
        return recorder

    def new_originator_id(self) -> str:
        return f"thing:{uuid4().int}"


class TestAppending(_OnSQLite, ApplicationRecorderTestCase[SqlRecorder]):
    def create_recorder(self) -> SqlRecorder:
        return self.closing(SqlRecorder(self.engine))

    def test_subscription(self) -> None:
        self.optional_test_insert_subscribe()


class TestOrder(_OnSQLite, NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> ApplicationRecorder:
        return self.closing(SqlRecorder(self.engine))


class TestTracking(_OnSQLite, TrackingRecorderTestCase):
    def create_recorder(self) -> TrackingRecorder:
        return SqlTrackingRecorder(self.engine, "reader")


class TestProcess(_OnSQLite, ProcessRecorderTestCase):
    def create_recorder(self) -> ProcessRecorder:
        return SqlProcessRecorder(self.engine, "reader")


class TestAppendingOnPostgreSQL(TestAppending):
    kind = "postgresql"


class TestOrderOnPostgreSQL(TestOrder):
    kind = "postgresql"


class TestTrackingOnPostgreSQL(TestTracking):
    kind = "postgresql"


class TestProcessOnPostgreSQL(TestProcess):
    kind = "postgresql"


del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase
del ProcessRecorderTestCase, TrackingRecorderTestCase
