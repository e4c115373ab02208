"""Reading whatsapp_sessions. Deleted sessions are invisible to everybody."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from domain.reference import SessionStatus
from projections.queries import columns_of, every, first
from projections.reference_data import entry
from projections.whatsapp_sessions import whatsapp_sessions


class SessionRow(NamedTuple):
    """``api_key`` and ``webhook_secret`` are sealed under the master key."""

    id: int
    user_id: int
    name: str
    phone_number: str
    whatsapp_session_status_id: int
    status_reason: str | None
    account_protection: bool
    log_messages: bool
    webhook_url: str | None
    webhook_enabled: bool
    webhook_events: list[str] | None
    webhook_signature: bool
    webhook_secret: str
    read_incoming_messages: bool
    auto_reject_calls: bool
    ignore_groups: bool
    ignore_channels: bool
    ignore_broadcasts: bool
    always_online: bool
    proxy_url: str | None
    api_key: str
    qr_code: str | None
    qr_expires_at: datetime | None
    jid: str | None
    lid: str | None
    push_name: str | None
    browser_context_id: int | None
    last_active_at: datetime | None
    created_time: datetime
    updated_time: datetime

    @property
    def status(self) -> SessionStatus:
        return entry(SessionStatus, self.whatsapp_session_status_id)


_it = whatsapp_sessions.c
_living = select(*columns_of(whatsapp_sessions, SessionRow)).where(
    _it.deleted_at.is_(None)
)


def session_by_id(connection: Connection, session_id: int) -> SessionRow | None:
    return first(connection, SessionRow, _living.where(_it.id == session_id))


def sessions_of(connection: Connection, user_id: int) -> Sequence[SessionRow]:
    return _sessions(connection, _living.where(_it.user_id == user_id))


def sessions_wanting_browser(connection: Connection) -> Sequence[SessionRow]:
    """Those that should have one running, on whatever machine."""
    wanting = [status.row_id for status in SessionStatus if status.wants_browser]
    return _sessions(
        connection, _living.where(_it.whatsapp_session_status_id.in_(wanting))
    )


def sessions_to_retry(connection: Connection, *, now: datetime) -> Sequence[int]:
    """Those that were stopped for a time, and that time is over."""
    due = select(_it.id).where(_it.deleted_at.is_(None), _it.retry_at <= now)
    return list(connection.scalars(due.order_by(_it.id)))


def deleted_among(connection: Connection, session_ids: Collection[int]) -> set[int]:
    """Which of these were deleted."""
    # In the text of the query: there may be more than a statement has parameters.
    asked: BindParameter[int] = bindparam(
        "asked", session_ids, expanding=True, literal_execute=True
    )
    query = select(_it.id).where(_it.id.in_(asked), _it.deleted_at.is_not(None))
    return set(connection.scalars(query))


def _sessions(connection: Connection, query: Select[Any]) -> Sequence[SessionRow]:
    return every(connection, SessionRow, query.order_by(_it.id))
