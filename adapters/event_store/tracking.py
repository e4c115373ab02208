"""How far a reader of the log has come, kept in the database the reader writes to."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy.exc
from eventsourcing.persistence import (
    IntegrityError,
    ProcessRecorder,
    StoredEvent,
    Tracking,
    TrackingRecorder,
)
from sqlalchemy import Connection, Engine, insert, select, update

from adapters.database import read, reading, writing
from adapters.event_store import log
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import checkpoints


def readers(engine: Engine) -> dict[str, int]:
    """Every reader that has ever moved in this database, and where it stands."""
    query = select(checkpoints.c.reader, checkpoints.c.position)
    with reading(engine) as connection:
        return {row.reader: row.position for row in connection.execute(query)}


class Overtaken(IntegrityError):
    """Another reader of the same name has already been here."""


class SqlTrackingRecorder(TrackingRecorder):
    """The checkpoint of one reader. It moves in the reader's own transaction."""

    def __init__(self, engine: Engine, reader: str) -> None:
        self.engine = engine
        self.reader = reader

    def insert_tracking(self, tracking: Tracking) -> None:
        with writing(self.engine) as connection:
            self.advance(connection, tracking)

    def advance(
        self, connection: Connection, tracking: Tracking, *, since: int | None = None
    ) -> None:
        """Move forward, or raise Overtaken. Comes first: a rival waits here, and loses.

        ``since`` is where a page was read from: it must be where the checkpoint
        stands. Without it, as in the library's contract, further is good enough.
        """
        position, to = checkpoints.c.position, tracking.notification_id
        key = self._key(tracking.application_name)
        moved = connection.execute(
            update(checkpoints)
            .filter_by(**key)
            .where(position < to if since is None else position == since)
            .values(position=to)
        )
        if moved.rowcount == 0:
            if since:  # only a page from the very start may find no checkpoint
                raise Overtaken(f"{self.reader} is not at {since}.")
            self._begin(connection, key, at=to)

    def hold(self, connection: Connection, application_name: str) -> int:
        """Where the reader stands, and will stand until this transaction ends."""
        here, key = checkpoints.c.position, self._key(application_name)
        held = connection.execute(
            update(checkpoints).filter_by(**key).values(position=here)
        )
        if held.rowcount == 0:
            self._begin(connection, key, at=0)
        position: int = connection.execute(select(here).filter_by(**key)).scalar_one()
        return position

    def max_tracking_id(self, application_name: str) -> int | None:
        query = select(checkpoints.c.position).filter_by(**self._key(application_name))
        found = read(self.engine, query)
        return found[0].position if found else None

    def _key(self, application_name: str) -> dict[str, str]:
        return {"reader": self.reader, "log": application_name}

    def _begin(self, connection: Connection, key: dict[str, str], *, at: int) -> None:
        try:
            connection.execute(insert(checkpoints).values(**key, position=at))
        except sqlalchemy.exc.IntegrityError as error:
            raise Overtaken(f"{self.reader} has been at {at} before.") from error


class SqlProcessRecorder(SqlTrackingRecorder, SqlRecorder, ProcessRecorder):
    """Appends events and moves a checkpoint in one transaction of its own."""

    def __init__(self, engine: Engine, reader: str) -> None:
        SqlRecorder.__init__(self, engine)
        SqlTrackingRecorder.__init__(self, engine, reader)

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        tracking: Tracking | None = None,
        **_: Any,
    ) -> Sequence[int]:
        with writing(self.engine) as connection:
            if tracking is not None:
                self.advance(connection, tracking)
            return log.append(connection, stored_events) if stored_events else []
