"""Writing a batch of appends in one transaction, and in whatever may go wrong.

Nothing is lost or doubled by a lost connection. The next transaction waits for the lost
one to end, looks whether it was committed, and writes what was not.
"""

from collections.abc import Sequence
from itertools import islice
from typing import TypeAlias

import sqlalchemy.exc
from eventsourcing.persistence import (
    DataError,
    IntegrityError,
    OperationalError,
    StoredEvent,
)
from sqlalchemy import Connection, Engine
from tenacity import (
    Retrying,
    retry_if_exception_type,
    stop_after_delay,
    wait_exponential_jitter,
)

from adapters.database import BareConnection, ConnectionLost, translated, writing
from adapters.event_store import log
from adapters.event_store.waiting import Outcome

Stored: TypeAlias = Sequence[StoredEvent]
"""Events of one append, at least one: written together or not at all."""


class OutcomeUnknown(OperationalError):
    """The connection was lost at the commit, and the database doesn't come back."""


class Batches:
    """Keeps a connection. One thread at a time."""

    patience_seconds = 5.0
    """For how long a database may be gone before the callers hear of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection = BareConnection(engine)
        self._log = log.BareLog(engine)

    def write(self, batch: Sequence[Stored]) -> Sequence[Outcome]:
        """What became of each. Raises what has become of all of them."""
        try:
            try:
                return self._all_together(batch)
            except (IntegrityError, DataError):
                return self._each_alone(batch)
        except ConnectionLost as lost:
            return self._after(lost, batch)

    def close(self) -> None:
        self._connection.close()

    def _all_together(self, batch: Sequence[Stored]) -> Sequence[Outcome]:
        """The hopeful way: nearly always nobody conflicts with anybody."""
        every = [event for stored in batch for event in stored]
        with self._connection.writing() as cursor:
            positions = iter(self._log.append(cursor, every))
        return [list(islice(positions, len(stored))) for stored in batch]

    def _each_alone(self, batch: Sequence[Stored]) -> Sequence[Outcome]:
        """Still one commit, but who conflicts is rolled back without the others."""
        with writing(self._engine) as connection:
            return [_try(connection, stored) for stored in batch]

    def _after(
        self, lost: ConnectionLost, batch: Sequence[Stored]
    ) -> Sequence[Outcome]:
        unknown = lost.committing
        try:
            for attempt in self._attempts():
                with attempt:
                    try:
                        return self._what_is_missing(batch)
                    except ConnectionLost as again:
                        unknown = unknown or again.committing
                        raise
        except OperationalError as error:
            if unknown:
                raise OutcomeUnknown(str(error)) from error
            raise
        raise AssertionError("the last attempt neither returned nor raised")

    def _what_is_missing(self, batch: Sequence[Stored]) -> Sequence[Outcome]:
        with writing(self._engine) as connection:
            log.hold(connection)
            return [
                log.find(connection, stored) or _try(connection, stored)
                for stored in batch
            ]

    def _attempts(self) -> Retrying:
        return Retrying(
            retry=retry_if_exception_type(OperationalError),
            stop=stop_after_delay(self.patience_seconds),
            wait=wait_exponential_jitter(multiplier=0.02, max=0.5, jitter=0.02),
            reraise=True,
        )


def _try(connection: Connection, stored: Stored) -> Outcome:
    try:
        with connection.begin_nested():
            return log.append(connection, stored)
    except (sqlalchemy.exc.IntegrityError, sqlalchemy.exc.DataError) as error:
        return translated(error)
