"""A long log in one SQLite file, tables in others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from eventsourcing.persistence import Tracking

from adapters.database import create_missing, dispose, engine_for
from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import checkpoint_tables, log_tables
from adapters.event_store.vault import PersonalKeys, Vault
from adapters.security.secrets import MasterKeySecrets
from benchmarks import history
from projections.projector import Projector
from projections.read_models import READ_MODELS
from projections.schema import create_tables

TABLES = "tables.db"
PAGES_AT_ONCE = 500
MASTER_KEY = bytes(32)
"""Private facts are sealed here, too, as they always are."""


@dataclass(frozen=True)
class LongLog:
    path: Path
    length: int
    """In events."""


@contextmanager
def long_log(events: int) -> Iterator[LongLog]:
    with TemporaryDirectory(prefix="messenger-brain-bench-") as folder:
        path = Path(folder) / "events.db"
        with opened(path) as journal:
            pages = history.pages(events)
            while some := list(chain.from_iterable(islice(pages, PAGES_AT_ONCE))):
                journal.append(some)
            length = journal.end
        yield LongLog(path, length)


@contextmanager
def opened(log: Path) -> Iterator[Journal]:
    engine = engine_for(f"sqlite:///{log}")
    create_missing(engine, log_tables)
    vault = Vault(PersonalKeys(engine, MasterKeySecrets(MASTER_KEY)))
    journal = Journal(SqlRecorder(engine), EnvelopeMapper(EVENT_TYPES, vault))
    yield journal
    journal.close()
    dispose(engine)


@contextmanager
def projecting(log: Path, folder: Path, *, since: int = 0) -> Iterator[Projector]:
    """Into empty tables in the folder, as if they showed the log up to ``since``."""
    engine = engine_for(f"sqlite:///{folder}/{TABLES}")
    create_missing(engine, checkpoint_tables)
    create_tables(engine)
    with opened(log) as journal:
        projector = Projector(journal, engine, READ_MODELS)
        if since:
            projector.checkpoint.insert_tracking(Tracking(journal.name, since))
        yield projector
    dispose(engine)
