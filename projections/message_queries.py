"""Reading messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from domain.reference import MessageStatus
from projections.messages import messages
from projections.queries import Page, columns_of, every, first, page_of
from projections.reference_data import entry


class MessageRow(NamedTuple):
    """``message`` is None once it was dealt with, when it was not to be logged."""

    id: int
    whatsapp_session_id: int
    user_id: int
    job_id: int | None
    remoteJid: str  # noqa: N815  the spec's name
    message_session_status_id: int
    key: dict[str, Any]
    key_id: str
    message: dict[str, Any] | None
    result: dict[str, Any] | None
    logged: bool
    created_time: datetime
    updated_at: datetime
    sent_at: datetime

    @property
    def status(self) -> MessageStatus:
        return entry(MessageStatus, self.message_session_status_id)


_it = messages.c
_rows = select(*columns_of(messages, MessageRow))


def message_by_id(connection: Connection, message_id: int) -> MessageRow | None:
    return first(connection, MessageRow, _rows.where(_it.id == message_id))


def message_by_key(
    connection: Connection, session_id: int, key_id: str
) -> MessageRow | None:
    """The session's message of this WhatsApp key."""
    query = _rows.where(_it.whatsapp_session_id == session_id, _it.key_id == key_id)
    return first(connection, MessageRow, query)


def messages_of_key(
    connection: Connection, session_id: int, key_id: str
) -> Sequence[MessageRow]:
    """Nearly always one: but the id alone could be chosen by another sender."""
    query = _rows.where(_it.whatsapp_session_id == session_id, _it.key_id == key_id)
    return every(connection, MessageRow, query.order_by(_it.id))


def messages_page(
    connection: Connection,
    session_id: int,
    *,
    statuses: Sequence[MessageStatus] = (),
    page: Page,
) -> tuple[Sequence[MessageRow], int]:
    """The newest first, and how many there are in all; no statuses means any."""
    query = _rows.where(_it.whatsapp_session_id == session_id)
    if statuses:
        wanted = [status.row_id for status in statuses]
        query = query.where(_it.message_session_status_id.in_(wanted))
    newest_first = query.order_by(_it.created_time.desc(), _it.id.desc())
    return page_of(connection, MessageRow, newest_first, page)


_UNFINISHED = [
    MessageStatus.PENDING.row_id,
    MessageStatus.SENT.row_id,
    MessageStatus.DELIVERED.row_id,
]


def recent_unfinished(
    connection: Connection, session_id: int, *, limit: int = 500
) -> Sequence[MessageRow]:
    """Sent from here, and not known to be read or failed: the newest, oldest first."""
    query = _rows.where(
        _it.whatsapp_session_id == session_id,
        _it.message_session_status_id.in_(_UNFINISHED),
        _it.job_id.is_not(None),
    )
    newest = query.order_by(_it.created_time.desc(), _it.id.desc()).limit(limit)
    return every(connection, MessageRow, newest)[::-1]


_NOT_SENT = [MessageStatus.PENDING.row_id, MessageStatus.FAILED.row_id]


def latest_sent_at(connection: Connection, session_id: int) -> datetime | None:
    """When the last message that was accepted here went out; None before the first."""
    query = select(_it.sent_at).where(
        _it.whatsapp_session_id == session_id,
        _it.message_session_status_id.not_in(_NOT_SENT),
        _it.job_id.is_not(None),
    )
    last: datetime | None = connection.scalar(
        query.order_by(_it.created_time.desc(), _it.id.desc()).limit(1)
    )
    return last
