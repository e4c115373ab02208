"""The log as eventsourcing's recorder: appended in groups, read by stream or place."""

from collections.abc import Sequence
from typing import Any, TypeAlias
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    Notification,
    StoredEvent,
    Subscription,
)
from sqlalchemy import Engine, Row, bindparam, select

from adapters.database import read
from adapters.event_store.listening import Listener
from adapters.event_store.new_events import NewEvents
from adapters.event_store.polling import PollingSubscription
from adapters.event_store.tables import events, log_head
from adapters.event_store.writer import GroupCommit

StoredRow: TypeAlias = Row[int, str, int, str, bytes]
"""Position, stream, version, type, body."""

END_OF_TIME = 2**63 - 1

# Statements are built once: putting one together takes longer than running it.
_placed = events.c.position <= bindparam("upto")
_page = (
    select(events)
    .where(events.c.position > bindparam("after"), _placed)
    .order_by(events.c.position)
    .limit(bindparam("size"))
)
_history = (
    select(events)
    .where(
        events.c.stream == bindparam("stream"),
        events.c.version > bindparam("after"),
        _placed,
    )
    .order_by(events.c.version)
)
_head = select(log_head.c.position)


class SqlRecorder(ApplicationRecorder):
    """The log in two tables, on SQL Server, PostgreSQL and SQLite alike."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.writer = GroupCommit(engine)
        self._listener = Listener(engine, self.writer.new_events)

    @property
    def new_events(self) -> NewEvents:
        """Wakes who waits in this process for what anybody appends."""
        self._listener.start()
        return self.writer.new_events

    def close(self) -> None:
        """Write what waits; then nothing can be appended, and nothing is announced."""
        self.writer.close()
        self._listener.stop()

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **_: Any
    ) -> Sequence[int]:
        return self.writer.append(stored_events) if stored_events else []

    async def insert_events_soon(
        self, stored_events: Sequence[StoredEvent]
    ) -> Sequence[int]:
        """``insert_events`` for the event loop, without a thread for each caller."""
        return await self.writer.append_soon(stored_events) if stored_events else []

    def page(
        self, *, after: int, upto: int | None = None, size: int
    ) -> Sequence[StoredRow]:
        """What was recorded next after a position, in order."""
        asked = {"after": after, "upto": _end(upto), "size": size}
        return read(self.engine, _page, asked)

    def history(
        self, stream: str, *, after: int = 0, upto: int | None = None
    ) -> Sequence[StoredRow]:
        """One stream after a version, up to a position of the whole log."""
        asked = {"stream": stream, "after": after, "upto": _end(upto)}
        return read(self.engine, _history, asked)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        version = events.c.version
        query = select(events).where(events.c.stream == originator_id)
        if gt is not None:
            query = query.where(version > gt)
        if lte is not None:
            query = query.where(version <= lte)
        query = query.order_by(version.desc() if desc else version).limit(limit)
        return [
            StoredEvent(stream, version, name, body)
            for _, stream, version, name, body in read(self.engine, query)
        ]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        position = events.c.position
        query = select(events).order_by(position).limit(limit)
        if start is not None:
            query = query.where(
                position >= start if inclusive_of_start else position > start
            )
        if stop is not None:
            query = query.where(position <= stop)
        if topics:
            query = query.where(events.c.type.in_(topics))
        return [
            Notification(stream, version, name, body, position)
            for position, stream, version, name, body in read(self.engine, query)
        ]

    def max_notification_id(self) -> int | None:
        ((last,),) = read(self.engine, _head)
        return last or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        return PollingSubscription(self, gt=gt, topics=topics)


def _end(upto: int | None) -> int:
    return END_OF_TIME if upto is None else upto
