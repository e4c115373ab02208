"""Rows of the logs, and events, as they are shown to the owner of a session."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import JsonValue

from adapters.event_store.envelope import Recorded
from domain.reference import MessageStatus
from entrypoints.http.answers import moment
from projections.message_queries import MessageRow
from projections.whatsapp_session_logs import SessionLogRow

IN_PROGRESS: Final = (MessageStatus.PENDING,)
FAILED: Final = (MessageStatus.FAILED,)
SENT: Final = (
    MessageStatus.SENT,
    MessageStatus.DELIVERED,
    MessageStatus.READ,
    MessageStatus.PLAYED,
    MessageStatus.DELETED,
)
STATUSES: Final[Mapping[str | None, Sequence[MessageStatus]]] = {
    "in_progress": IN_PROGRESS,
    "sent": SENT,
    "failed": FAILED,
    None: (*IN_PROGRESS, *SENT, *FAILED),
}
"""What the contract's words stand for. Messages that came in are not shown here."""

SECRETS: Final = {"api_key", "webhook_secret", "qr"}


@dataclass(frozen=True, slots=True)
class MessageLog:
    """``content`` is JSON text; it and ``to`` are null if messages are not logged."""

    id: int
    whatsapp_session_id: int
    to: str | None
    content: str | None
    status: str
    failed_reason: str | None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class SessionLog:
    id: int
    whatsapp_session_id: int
    event_type: str
    status: str | None
    reason: str | None
    occurred_at: str


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """``version`` counts this session's events, ``position`` those of everybody."""

    version: int
    position: int
    type: str
    at: str
    actor: str | None
    correlation_id: str | None
    data: Mapping[str, JsonValue]


def message_log(row: MessageRow) -> MessageLog:
    kept = row.message if row.logged else None
    return MessageLog(
        id=row.id,
        whatsapp_session_id=row.whatsapp_session_id,
        to=row.remoteJid if row.logged else None,
        content=None if kept is None else json.dumps(kept, ensure_ascii=False),
        status=_word(row.status),
        failed_reason=(row.result or {}).get("error"),
        created_at=moment(row.created_time),
        updated_at=moment(row.updated_at),
    )


def _word(status: MessageStatus) -> str:
    return next(word for word, those in STATUSES.items() if word and status in those)


def session_log(row: SessionLogRow) -> SessionLog:
    return SessionLog(
        id=row.id,
        whatsapp_session_id=row.whatsapp_session_id,
        event_type=row.event_type,
        status=row.status,
        reason=row.reason,
        occurred_at=moment(row.occurred_at),
    )


def shown_event(recorded: Recorded) -> ShownEvent:
    envelope = recorded.envelope
    data: dict[str, Any] = envelope.event.model_dump(
        mode="json", exclude={*SECRETS, "at"}
    )
    return ShownEvent(
        version=envelope.version,
        position=recorded.position,
        type=envelope.event.TYPE,
        at=moment(envelope.event.at),
        actor=envelope.actor,
        correlation_id=envelope.correlation_id,
        data=data,
    )
