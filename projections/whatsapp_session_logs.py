"""The story of each session: every change of its status, and what its browser did."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias, get_args

from sqlalchemy import Column, Connection, Index, Table, Unicode, UnicodeText, select

from domain.reference import SessionStatus
from domain.whatsapp_session.events import (
    BrowserCrashed,
    BrowserUnresponsive,
    SessionConnected,
    SessionCreated,
    SessionQrShown,
)
from projections.columns import Position, UtcDateTime, reference
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import Page, columns_of, page_of
from projections.whatsapp_sessions import MOVES, Move

whatsapp_session_logs = Table(
    "whatsapp_session_logs",
    read_tables,
    Column("id", Position, primary_key=True, autoincrement=False),
    reference("whatsapp_session_id", "whatsapp_sessions.id"),
    Column("event_type", Unicode(100), nullable=False),
    Column("status", Unicode(100)),
    Column("reason", UnicodeText()),
    Column("occurred_at", UtcDateTime(), nullable=False),
    Index(None, "whatsapp_session_id", "id"),
)
model = ReadModel(whatsapp_session_logs)

Told: TypeAlias = SessionCreated | Move | BrowserUnresponsive | BrowserCrashed
TOLD: tuple[type[Told], ...] = get_args(Told)
LEADS_TO: Mapping[type[Told], SessionStatus] = {
    SessionCreated: SessionStatus.DISCONNECTED,
    **dict(MOVES.items()),
}
"""The status after an event; what a browser does changes none."""


@model.on(*TOLD)
def tell(rows: Rows, event: Told, position: int) -> None:
    status = LEADS_TO.get(type(event))
    rows.insert(
        {
            "id": position,
            "whatsapp_session_id": event.session_id,
            "event_type": event.TYPE,
            "status": status.value if status else None,
            "reason": _reason(event),
            "occurred_at": event.at,
        }
    )


def _reason(event: Told) -> str | None:
    if isinstance(event, SessionCreated | SessionQrShown | SessionConnected):
        return None
    return event.reason


class SessionLogRow(NamedTuple):
    id: int
    whatsapp_session_id: int
    event_type: str
    status: str | None
    reason: str | None
    occurred_at: datetime


def session_logs_page(
    connection: Connection,
    session_id: int,
    page: Page,
    *,
    status: SessionStatus | None = None,
) -> tuple[Sequence[SessionLogRow], int]:
    """The newest first, and how many there are in all; no status means any."""
    query = select(*columns_of(whatsapp_session_logs, SessionLogRow)).where(
        whatsapp_session_logs.c.whatsapp_session_id == session_id
    )
    if status is not None:
        query = query.where(whatsapp_session_logs.c.status == status.value)
    newest_first = query.order_by(whatsapp_session_logs.c.id.desc())
    return page_of(connection, SessionLogRow, newest_first, page)
