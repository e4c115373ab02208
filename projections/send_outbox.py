"""To do: messages that were accepted, until it is known what came of them.

A worker claims the first message of a session by a lease, sends it, and records what
came of it as an event; that event takes the row away. If the worker dies, the lease
ends, and another asks WhatsApp for the message's key before it sends again.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    Table,
    Unicode,
    case,
    select,
    update,
)

from domain.message.events import (
    MessageAccepted,
    MessageFailed,
    MessageRequeued,
    MessageSent,
)
from projections.columns import Json, Position, UtcDateTime
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import columns_of, first

send_outbox = Table(
    "send_outbox",
    read_tables,
    Column("message_id", Integer(), primary_key=True, autoincrement=False),
    Column("position", Position, nullable=False),
    Column("whatsapp_session_id", Integer(), nullable=False),
    Column("user_id", Integer(), nullable=False),
    Column("job_id", Integer(), nullable=False),
    Column("job_alone", Boolean(), nullable=False),
    Column("key", Json, nullable=False),
    Column("content", Json, nullable=False),
    Column("logged", Boolean(), nullable=False),
    Column("accepted_at", UtcDateTime(), nullable=False),
    Column("attempts", Integer(), nullable=False),
    Column("faults", Integer(), nullable=False),
    Column("due_at", UtcDateTime(), nullable=False),
    Column("claimed_by", Unicode(200)),
    Index(None, "whatsapp_session_id", "position"),
)
model = ReadModel(send_outbox, rebuildable=False)


Wanted: TypeAlias = MessageAccepted | MessageRequeued
WANTED: tuple[type[Wanted], ...] = (MessageAccepted, MessageRequeued)


@model.on(*WANTED)
def add(rows: Rows, event: Wanted, position: int) -> None:
    """What is to be sent once more goes to the end of the queue."""
    rows.insert(
        {
            "message_id": event.message_id,
            "position": position,
            "whatsapp_session_id": event.session_id,
            "user_id": event.user_id,
            "job_id": event.job.job_id,
            "job_alone": event.job.alone,
            "key": event.key.model_dump(),
            "content": event.content,
            "logged": event.logged,
            "accepted_at": event.at,
            "attempts": 0,
            "faults": 0,
            "due_at": event.at,
        }
    )


Settled: TypeAlias = MessageSent | MessageFailed
SETTLED: tuple[type[Settled], ...] = (MessageSent, MessageFailed)


@model.on(*SETTLED)
def remove(rows: Rows, event: Settled, _: int) -> None:
    rows.delete(event.message_id)


class SendItem(NamedTuple):
    """``key`` has the fields of a MessageKey; ``attempts`` counts this one.

    ``faults`` counts those that failed by what the page said of this very message.
    """

    message_id: int
    position: int
    whatsapp_session_id: int
    user_id: int
    job_id: int
    job_alone: bool
    key: dict[str, Any]
    content: dict[str, Any]
    logged: bool
    accepted_at: datetime
    attempts: int
    faults: int
    due_at: datetime
    claimed_by: str | None

    @property
    def unanswered(self) -> int:
        """Attempts before this one that ended without a word of the page."""
        return self.attempts - 1 - self.faults


_it = send_outbox.c
_items = select(*columns_of(send_outbox, SendItem))


def claim_next(
    connection: Connection,
    session_id: int,
    *,
    now: datetime,
    lease: timedelta,
    node: str,
) -> SendItem | None:
    """The session's oldest message, ours until the lease ends.

    None while that one is leased or waits for another attempt, even if there are
    younger ones: messages of a session go out in the order they were accepted.
    """
    of_session = _items.where(_it.whatsapp_session_id == session_id)
    item = first(connection, SendItem, of_session.order_by(_it.position))
    if item is None or item.due_at > now:
        return None
    attempts, due_at = item.attempts + 1, now + lease
    still_free = (
        _it.message_id == item.message_id,
        _it.attempts == item.attempts,
        _it.due_at <= now,
    )
    taken = connection.execute(
        update(send_outbox)
        .where(*still_free)
        .values(attempts=attempts, due_at=due_at, claimed_by=node)
    )
    if not taken.rowcount:
        return None
    return item._replace(attempts=attempts, due_at=due_at, claimed_by=node)


def too_late(hours: float) -> str:
    """Why a message has failed that did not go out in time."""
    return f"it was not sent within {hours:g} hours"


def retry(
    connection: Connection,
    message_id: int,
    *,
    due_at: datetime,
    faulty: bool = False,
    answered: bool = False,
) -> None:
    """Give a claimed message back: it is the session's next one again from then on.

    What was ``answered`` and not ``faulty``, as by a page without a connection, is not
    counted; but what was tried once is never taken for new.
    """
    faults = _it.faults + 1 if faulty else _it.faults
    back = {"due_at": due_at, "claimed_by": None, "faults": faults}
    if answered and not faulty:
        back["attempts"] = case((_it.attempts > 1, _it.attempts - 1), else_=1)
    connection.execute(
        update(send_outbox).where(_it.message_id == message_id).values(back)
    )


def release(connection: Connection, session_id: int, *, now: datetime) -> None:
    """End every lease: for who alone may send for the session, and takes over."""
    free = {"due_at": now, "claimed_by": None}
    leased = (_it.whatsapp_session_id == session_id, _it.claimed_by.is_not(None))
    connection.execute(update(send_outbox).where(*leased).values(free))


def is_due(connection: Connection, session_id: int, *, now: datetime) -> bool:
    """Whether the session's next message can be claimed. Holds no writer up."""
    query = select(_it.due_at).where(_it.whatsapp_session_id == session_id)
    due_at = connection.scalar(query.order_by(_it.position).limit(1))
    return due_at is not None and due_at <= now
