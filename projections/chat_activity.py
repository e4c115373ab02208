"""What happened around a session's messages: calls, changes of groups, presence."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Index, Table, Unicode, select

from domain.chat_activity.events import (
    CallSeen,
    ChatActivityEvent,
    GroupChanged,
    PresenceChanged,
)
from projections.columns import Json, UtcDateTime, reference, row_id
from projections.kernel import ReadModel, Rows, Values, read_tables
from projections.queries import Page, columns_of, page_of


class ActivityKind(StrEnum):
    CALL = "call"
    GROUP = "group"
    PRESENCE = "presence"


chat_activity = Table(
    "chat_activity",
    read_tables,
    row_id(),
    reference("whatsapp_session_id", "whatsapp_sessions.id"),
    reference("user_id", "users.id"),
    Column("kind", Unicode(20), nullable=False),
    Column("jid", Unicode(255), nullable=False),
    Column("what", Unicode(50), nullable=False),
    Column("whatsapp_id", Unicode(100)),
    Column("details", Json, nullable=False),
    Column("occurred_at", UtcDateTime(), nullable=False),
    Index(None, "whatsapp_session_id", "occurred_at"),
)
model = ReadModel(chat_activity)


@model.on(CallSeen)
def tell_call(rows: Rows, event: CallSeen, _: int) -> None:
    rows.insert(
        {
            **_begin(event),
            "kind": ActivityKind.CALL.value,
            "jid": event.caller,
            "what": event.status.value,
            "whatsapp_id": event.call_id,
            "details": {"is_video": event.is_video, "is_group": event.is_group},
            "occurred_at": event.called_at,
        }
    )


@model.on(GroupChanged)
def tell_group(rows: Rows, event: GroupChanged, _: int) -> None:
    rows.insert(
        {
            **_begin(event),
            "kind": ActivityKind.GROUP.value,
            "jid": event.group,
            "what": event.action.value,
            "whatsapp_id": event.notice_id,
            "details": {
                "participants": [*event.participants],
                "by": event.by,
                "value": event.value,
            },
            "occurred_at": event.changed_at,
        }
    )


@model.on(PresenceChanged)
def tell_presence(rows: Rows, event: PresenceChanged, _: int) -> None:
    rows.insert(
        {
            **_begin(event),
            "kind": ActivityKind.PRESENCE.value,
            "jid": event.jid,
            "what": event.presence.value,
            "details": {"participant": event.participant},
            "occurred_at": event.changed_at,
        }
    )


def _begin(event: ChatActivityEvent) -> Values:
    return {
        "id": event.activity_id,
        "whatsapp_session_id": event.session_id,
        "user_id": event.user_id,
    }


class ActivityRow(NamedTuple):
    id: int
    whatsapp_session_id: int
    kind: str
    jid: str
    what: str
    whatsapp_id: str | None
    details: dict[str, Any]
    occurred_at: datetime


def activity_page(
    connection: Connection,
    session_id: int,
    page: Page,
    *,
    kinds: Sequence[ActivityKind] = (),
) -> tuple[Sequence[ActivityRow], int]:
    """The newest first, and how many there are in all; no kinds means any."""
    it = chat_activity.c
    query = select(*columns_of(chat_activity, ActivityRow))
    query = query.where(it.whatsapp_session_id == session_id)
    if kinds:
        query = query.where(it.kind.in_([kind.value for kind in kinds]))
    newest_first = query.order_by(it.occurred_at.desc(), it.id.desc())
    return page_of(connection, ActivityRow, newest_first, page)
