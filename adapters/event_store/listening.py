"""Hearing of what other processes append, where the database can tell."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event as Flag
from threading import Lock, Thread
from typing import Any

import structlog
from eventsourcing.persistence import OperationalError
from sqlalchemy import Connection, Engine, Table, event

from adapters.database import own_connection
from adapters.event_store.new_events import NewEvents
from adapters.event_store.tables import log_head

logger = structlog.get_logger()

# The table's number makes the channel's name: a server has many logs, in many schemas.
_TELLING = (
    """\
CREATE OR REPLACE FUNCTION tell_log_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('log_head_' || TG_RELID, NEW.position::text);
    RETURN NULL;
END $$""",
    """\
CREATE TRIGGER tell_log_head AFTER UPDATE ON log_head
FOR EACH ROW EXECUTE FUNCTION tell_log_head()""",
)
_CHANNEL = "SELECT 'log_head_' || CAST(CAST('log_head' AS regclass) AS oid)"
_HEAD = "SELECT position FROM log_head"


@event.listens_for(log_head, "after_create")
def _announce(_: Table, connection: Connection, **__: object) -> None:
    if connection.dialect.name == "postgresql":
        for statement in _TELLING:
            connection.exec_driver_sql(statement)


class Listener:
    """One connection to PostgreSQL, on which each commit to the log is announced.

    While it is lost, and on other databases, who waits has to look now and then.
    """

    pause_seconds = 1.0
    """Before it connects again."""

    _stop_seconds = 0.2  # how often it asks itself whether to stop

    def __init__(self, engine: Engine, new_events: NewEvents) -> None:
        self._engine = engine
        self._new_events = new_events
        self._able = engine.dialect.driver == "psycopg"
        self._stop = Flag()
        self._starting = Lock()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Asked again, nothing happens; neither after ``stop``."""
        with self._starting:
            if self._able and self._thread is None and not self._stop.is_set():
                self._thread = Thread(target=self._run, name="log-news", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        with self._starting:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        failure = self._engine.dialect.loaded_dbapi.Error
        while not self._stop.is_set():
            try:
                with self._connected() as connection:
                    self._listen(connection)
            except (failure, OperationalError) as error:
                logger.warning("hears no news of the log", error=str(error))
                self._stop.wait(self.pause_seconds)

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """The driver's own connection: SQLAlchemy knows nothing of announcements."""
        connection: Any = own_connection(self._engine)
        try:
            connection.autocommit = True
            yield connection
        finally:
            self._new_events.is_told_all = False
            connection.close()

    def _listen(self, connection: Any) -> None:
        (channel,) = connection.execute(_CHANNEL).fetchone()
        connection.execute(f"LISTEN {channel}")
        (head,) = connection.execute(_HEAD).fetchone()  # what nobody heard
        self._new_events.tell(head)
        self._new_events.is_told_all = True
        while not self._stop.is_set():
            for announced in connection.notifies(timeout=self._stop_seconds):
                self._new_events.tell(int(announced.payload))
