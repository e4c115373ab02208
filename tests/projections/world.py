"""A log and tables, in two databases, with the story of one customer."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Engine, Table, select, update

from adapters.database import create_missing, dispose, engine_for, reading, writing
from adapters.event_store.envelope import enclose
from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import checkpoint_tables, log_tables
from domain.kernel import Event
from projections.kernel import ReadModel
from projections.maintenance import verify
from projections.projector import Projector
from projections.read_models import READ_MODELS, REBUILDABLE
from projections.schema import create_tables
from tests.support import a

AGAIN: dict[str, Any] = {
    "message_id": 100045,
    "job": a.LONE_JOB.model_copy(update={"job_id": 33}),
}
"""A message that failed and is tried once more."""

PROLOGUE: Sequence[Event] = (
    a.user_registered(),
    a.plan_added(),
    a.plan_activated(),
    a.session_created(),
)
"""Makes the rows that others refer to: a user, a plan, a session."""

LIFE: Sequence[Event] = (
    a.user_email_verified(),
    a.role_granted(),
    a.preference_enabled(),
    a.preference_option_set(),
    a.preference_option_set(option_id=82, slug="language", value="es"),
    a.plan_feature_set(),
    a.subscription_taken(),
    a.token_issued(),
    a.session_connecting(),
    a.browser_opened(),
    a.browser_ready(),
    a.session_qr_shown(),
    a.session_connected(),
    a.message_accepted(),
    a.message_sent(),
    a.message_acknowledged(),
    a.message_received(),
    a.message_reacted(),
    a.message_poll_voted(),
    a.message_edited(),
    a.message_accepted(**AGAIN),
    a.message_failed(**AGAIN),
    a.message_requeued(**AGAIN),
    a.message_revoked(message_id=100043),
    a.call_seen(),
    a.group_changed(),
    a.presence_changed(),
    a.preference_disabled(),
    a.preference_enabled(),
    a.preference_option_removed(),
    a.api_key_regenerated(),
    a.browser_crashed(),
    a.token_revoked(),
    a.send_job_created(),
    a.send_job_completed(),
    a.system_error_recorded(),
)
"""What may come after it: every table has a row, many rows change, some go."""


class World:
    def __init__(self, events_url: str, tables_url: str) -> None:
        self.log = engine_for(events_url)
        self.rows = engine_for(tables_url)
        create_missing(self.log, log_tables)
        create_missing(self.rows, checkpoint_tables)
        create_tables(self.rows)
        self.journal = Journal(SqlRecorder(self.log), EnvelopeMapper(EVENT_TYPES))
        self.projector = Projector(self.journal, self.rows, READ_MODELS)
        self._recorded = 0

    def record(self, *events: Event) -> int:
        """Append them; the position of the last."""
        envelopes = enclose("story:1", self._recorded, events)
        self._recorded += len(events)
        return self.journal.append(envelopes)

    def tell(self, *events: Event) -> None:
        """Append them and bring the tables up to date, event by event."""
        for event in events:
            self.record(event)
            self.projector.catch_up()

    def reading(self) -> AbstractContextManager[Connection]:
        return reading(self.rows)

    def row(self, table: Table, key: int | str) -> dict[str, Any] | None:
        (name,) = table.primary_key.columns
        with reading(self.rows) as connection:
            found = connection.execute(select(table).where(name == key)).first()
        return found._asdict() if found else None

    def spoil(self, table: Table, **changes: Any) -> None:
        """Write into every row what no event says."""
        with writing(self.rows) as connection:
            connection.execute(update(table).values(changes))

    def odd(self) -> list[str]:
        """The tables whose rows are not what the log says."""
        verdicts = verify(self.projector, REBUILDABLE)
        return [verdict.table for verdict in verdicts if not verdict.ok]

    def contents(self, models: Sequence[ReadModel] = READ_MODELS) -> dict[str, Any]:
        with reading(self.rows) as connection:
            return {model.name: rows_of(connection, model.table) for model in models}

    def close(self) -> None:
        self.journal.close()
        dispose(self.log)
        dispose(self.rows)


def rows_of(connection: Connection, table: Table) -> list[tuple[Any, ...]]:
    query = select(table).order_by(*table.primary_key)
    return [tuple(row) for row in connection.execute(query)]


def broken_references(engine: Engine) -> list[tuple[Any, ...]]:
    """SQLite's own opinion of all foreign keys; other databases are never asked."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA main.foreign_key_check")
        return [tuple(row) for row in found]
