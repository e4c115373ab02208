"""To do: what customers' servers still have to be told. Pointers into the log.

A row says which webhook is to be made of which event; the worker makes the payload
from the log. It is delivered at least once, under an id that never changes.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Table,
    UnicodeText,
    and_,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)

from projections.columns import Position, UtcDateTime
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import columns_of, first
from projections.webhook_names import WEBHOOKS, Told, webhooks_of


class DeliveryStatus(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    DROPPED = "dropped"
    DEAD = "dead"


webhook_outbox = Table(
    "webhook_outbox",
    read_tables,
    Column("id", String(100), primary_key=True),
    Column("position", Position, nullable=False),
    Column("whatsapp_session_id", Integer(), nullable=False),
    Column("event", String(60), nullable=False),
    Column("message_id", Integer()),
    Column("attempts", Integer(), nullable=False),
    Column("due_at", UtcDateTime(), nullable=False),
    Column("status", String(20), nullable=False),
    Column("last_status", Integer()),
    Column("last_error", UnicodeText()),
    Column("delivered_at", UtcDateTime()),
    Column("created_time", UtcDateTime(), nullable=False),
    Index(None, "status", "due_at"),
    Index(None, "whatsapp_session_id", "status", "position"),
)
model = ReadModel(webhook_outbox, rebuildable=False)


@model.on(*WEBHOOKS)
def add(rows: Rows, event: Told, position: int) -> None:
    for name in webhooks_of(event):
        rows.insert(
            {
                "id": f"{position}.{name}",
                "position": position,
                "whatsapp_session_id": event.session_id,
                "event": name,
                "message_id": getattr(event, "message_id", None),
                "attempts": 0,
                "due_at": event.at,
                "status": DeliveryStatus.PENDING.value,
                "created_time": event.at,
            }
        )


class Delivery(NamedTuple):
    """``attempts`` counts this one; ``due_at`` is when the claim of it ends."""

    id: str
    position: int
    whatsapp_session_id: int
    event: str
    message_id: int | None
    attempts: int
    due_at: datetime
    status: str
    last_status: int | None
    last_error: str | None
    delivered_at: datetime | None
    created_time: datetime


DOWN = (408, 425, 429)
"""Statuses by which a receiver says that it is not the webhook's fault: try later."""

_it = webhook_outbox.c
_older = webhook_outbox.alias("older").c
_deliveries = select(*columns_of(webhook_outbox, Delivery))


def _due(now: datetime) -> ColumnElement[bool]:
    """What may be delivered now: in the order of the log, session by session.

    What is being delivered holds up what is younger, and so does what could not be
    delivered because its receiver was down. What a receiver refused holds up nothing.
    """
    waits = and_(_older.status == DeliveryStatus.PENDING.value, _older.due_at > now)
    refused = and_(
        _older.last_status.between(400, 499), _older.last_status.not_in(DOWN)
    )
    held_up = exists().where(
        _older.whatsapp_session_id == _it.whatsapp_session_id,
        _older.position <= _it.position,
        _older.id != _it.id,
        waits,
        or_(_older.last_status.is_(None), not_(refused)),
    )
    return and_(
        _it.status == DeliveryStatus.PENDING.value, _it.due_at <= now, not_(held_up)
    )


def claim_next(
    connection: Connection, session_id: int, *, now: datetime, lease: timedelta
) -> Delivery | None:
    """The session's oldest that is due; ours until the lease ends."""
    of_session = _deliveries.where(_it.whatsapp_session_id == session_id, _due(now))
    oldest = of_session.order_by(_it.position, _it.id).limit(1)
    delivery = first(connection, Delivery, oldest)
    if delivery is None:
        return None
    ours = delivery._replace(attempts=delivery.attempts + 1, due_at=now + lease)
    taken = connection.execute(
        update(webhook_outbox)
        .where(_it.id == delivery.id, _it.attempts == delivery.attempts)
        .values(attempts=ours.attempts, due_at=ours.due_at)
    )
    return ours if taken.rowcount else None


def sessions_due(connection: Connection, *, now: datetime) -> Sequence[int]:
    """The sessions that have something to deliver: a look that holds no writer up."""
    query = select(_it.whatsapp_session_id).where(_due(now)).distinct()
    return connection.scalars(query).all()


def count_waiting(connection: Connection) -> int:
    """Webhooks that are to be delivered, due or not."""
    waiting = _it.status == DeliveryStatus.PENDING.value
    query = select(func.count()).select_from(webhook_outbox).where(waiting)
    return connection.scalar(query) or 0


def forget(connection: Connection, session_ids: Sequence[int]) -> None:
    """Take away all there is of these sessions, told or not."""
    for session_id in session_ids:
        connection.execute(
            delete(webhook_outbox).where(_it.whatsapp_session_id == session_id)
        )


def settle(
    connection: Connection,
    delivery_id: str,
    *,
    status: DeliveryStatus,
    now: datetime,
    last_status: int | None = None,
    last_error: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """What came of an attempt; PENDING with ``due_at`` is to be tried again then.

    ``last_status`` is the receiver's HTTP status, None when there was no answer.
    """
    outcome = {
        "status": status.value,
        "last_status": last_status,
        "last_error": last_error,
        "delivered_at": now if status is DeliveryStatus.DELIVERED else None,
        **({"due_at": due_at} if due_at else {}),
    }
    connection.execute(
        update(webhook_outbox).where(_it.id == delivery_id).values(outcome)
    )
