"""eventsourcing's own contract tests once more, by way of ODBC."""

from collections.abc import Iterator
from threading import enumerate as enumerate_threads

import pytest

from adapters.event_store.recorder import SqlRecorder
from tests.adapters.event_store import test_recorder_contracts as contracts
from tests.sqlserver.databases import KINDS, fresh_engine


class _ByOdbc:
    """Goes before a class of contract tests, and gives it another database."""

    kind: str

    @pytest.fixture(autouse=True)
    def _database(self) -> Iterator[None]:
        self.recorders: list[SqlRecorder] = []
        threads = set(enumerate_threads())
        with fresh_engine(self.kind) as self.engine:
            yield
            for recorder in self.recorders:
                recorder.close()
            for reader in set(enumerate_threads()) - threads:
                reader.join(timeout=10)  # the library's test leaves its readers alone


CASES = (
    contracts.TestAppending,
    contracts.TestOrder,
    contracts.TestTracking,
    contracts.TestProcess,
)
for kind in KINDS:
    for case in CASES:
        name = f"{case.__name__}On{kind.title().replace(' ', '')}"
        globals()[name] = type(name, (_ByOdbc, case), {"kind": kind})
