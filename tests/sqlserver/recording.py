"""SQLAlchemy's way to SQL Server, which ends at a driver that only takes notes.

What pyodbc would be given is here to the letter: split into batches, with the types of
parameters and with IDENTITY_INSERT around what needs it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from adapters.database import bulk, mssql
from tests.sqlserver.driver import Driver

ANSWERS: Mapping[str, Sequence[Any]] = {
    "SELECT CAST(SERVERPROPERTY('ProductVersion')": ("16.0.1000.6",),
    "SELECT schema_name()": ("dbo",),
    "SELECT @granted": (0,),
    "OUTPUT inserted.position": (1_000_000,),
    "transaction_isolation_level": ("READ COMMITTED",),
    "is_read_committed_snapshot_on": (True,),
}
"""What a server says, by a part of the question; to everything else, no rows."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement as the driver gets it, and the number of its parameters."""

    statement: str
    parameters: int


class Tape:
    """All that was sent, in order; and the queries that ask for locks."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.locking: list[str] = []
        self.answers = dict(ANSWERS)
        self.engine = self._engine()
        self._turn = Lock()

    def take(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        self.sent.append(Sent(statement, len(parameters)))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Send everything here, too, that this process executes on SQLite."""

        def repeat(
            connection: Connection,
            statement: Any,
            rows: Sequence[Mapping[str, Any]],
            values: Mapping[str, Any],
            _: object,
        ) -> None:
            if getattr(statement, "_for_update_arg", None) is not None:
                self.locking.append(str(statement))
            if connection.dialect.name == "sqlite":
                self.execute(statement, rows or values)

        event.listen(Engine, "before_execute", repeat)
        try:
            # As on SQL Server, where nothing goes past SQLAlchemy.
            with patch.object(bulk, "QUICK", frozenset()):
                yield
        finally:
            event.remove(Engine, "before_execute", repeat)

    def execute(self, statement: Any, parameters: Any = None) -> None:
        with self._turn, self.engine.begin() as connection:
            connection.execute(statement, parameters or None)

    def _engine(self) -> Engine:
        engine = create_engine(
            "mssql+pyodbc://server/messenger_brain?driver=none",
            module=Driver(self.take, self.answers),
            poolclass=StaticPool,
        )
        mssql.prepare(engine)
        return engine
