"""Messages, in and out: what was said, and how far it has come."""

from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, Table, Unicode

from domain.message.events import (
    MessageAccepted,
    MessageAcknowledged,
    MessageEdited,
    MessageFailed,
    MessageReceived,
    MessageRequeued,
    MessageRevoked,
    MessageSent,
    Progress,
)
from domain.reference import MessageStatus
from domain.whatsapp import Ack, MessageKey
from projections.columns import Json, UtcDateTime, reference, row_id
from projections.kernel import ReadModel, Rows, Values, read_tables

messages = Table(
    "messages",
    read_tables,
    row_id(),
    Column("remoteJid", Unicode(255), nullable=False),
    reference("whatsapp_session_id", "whatsapp_sessions.id"),
    reference("message_session_status_id", "message_status.id"),
    Column("updated_at", UtcDateTime(), nullable=False),
    Column("sent_at", UtcDateTime(), nullable=False),
    Column("key", Json),
    Column("message", Json),
    Column("result", Json),
    Column("key_id", Unicode(100), nullable=False),
    Column("logged", Boolean(), nullable=False),
    Column("created_time", UtcDateTime(), nullable=False),
    reference("user_id", "users.id"),
    Column("job_id", Integer(), index=True),
    Index(None, "whatsapp_session_id", "key_id"),
    Index(None, "whatsapp_session_id", "created_time"),
)
model = ReadModel(messages)

STATUS_OF = {
    Ack.ERROR: MessageStatus.FAILED.row_id,
    Ack.PENDING: MessageStatus.PENDING.row_id,
    Ack.SENT: MessageStatus.SENT.row_id,
    Ack.DELIVERED: MessageStatus.DELIVERED.row_id,
    Ack.READ: MessageStatus.READ.row_id,
    Ack.PLAYED: MessageStatus.PLAYED.row_id,
}


@model.on(MessageAccepted)
def accept(rows: Rows, event: MessageAccepted, _: int) -> None:
    rows.insert(
        {
            **_begin(event),
            "message_session_status_id": MessageStatus.PENDING.row_id,
            "sent_at": event.at,
            "message": event.content,
            "job_id": event.job.job_id,
        }
    )


@model.on(MessageReceived)
def receive(rows: Rows, event: MessageReceived, _: int) -> None:
    mine = event.key.from_me
    status = MessageStatus.SENT if mine else MessageStatus.RECEIVED
    rows.insert(
        {
            **_begin(event),
            "message_session_status_id": status.row_id,
            "sent_at": event.sent_at,
            "message": event.content if event.logged else None,
        }
    )


@model.on(MessageSent)
def mark_sent(rows: Rows, event: MessageSent, _: int) -> None:
    changes = {
        "message_session_status_id": STATUS_OF[max(event.ack, Ack.SENT)],
        "updated_at": event.at,
        "sent_at": event.progress.sent_at or event.at,
        "key": _key(event.key),
        "key_id": event.key.id,
        "result": _acks(event.progress),
    }
    rows.update(event.message_id, {**changes, **_forgotten_unless(event.logged)})


@model.on(MessageFailed)
def mark_failed(rows: Rows, event: MessageFailed, _: int) -> None:
    changes = {
        "message_session_status_id": MessageStatus.FAILED.row_id,
        "updated_at": event.at,
        "result": {"error": event.reason},
    }
    rows.update(event.message_id, {**changes, **_forgotten_unless(event.logged)})


@model.on(MessageAcknowledged)
def mark_further(rows: Rows, event: MessageAcknowledged, _: int) -> None:
    changes = {
        "message_session_status_id": STATUS_OF[event.ack],
        "updated_at": event.at,
        "result": _acks(event.progress),
    }
    rows.update(event.message_id, changes)


@model.on(MessageRequeued)
def accept_again(rows: Rows, event: MessageRequeued, _: int) -> None:
    changes = {
        "message_session_status_id": MessageStatus.PENDING.row_id,
        "updated_at": event.at,
        "message": event.content,
        "result": None,
    }
    rows.update(event.message_id, changes)


@model.on(MessageEdited)
def edit(rows: Rows, event: MessageEdited, _: int) -> None:
    kept = event.content if event.logged else None
    rows.update(event.message_id, {"message": kept, "updated_at": event.at})


@model.on(MessageRevoked)
def revoke(rows: Rows, event: MessageRevoked, _: int) -> None:
    """Who deletes a message for everyone wants nobody to show it any more."""
    changes = {
        "message_session_status_id": MessageStatus.DELETED.row_id,
        "updated_at": event.at,
        "message": None,
    }
    rows.update(event.message_id, changes)


def _begin(event: MessageAccepted | MessageReceived) -> dict[str, Any]:
    return {
        "id": event.message_id,
        "remoteJid": event.key.remote_jid,
        "whatsapp_session_id": event.session_id,
        "updated_at": event.at,
        "key": _key(event.key),
        "key_id": event.key.id,
        "logged": event.logged,
        "created_time": event.at,
        "user_id": event.user_id,
    }


def _key(key: MessageKey) -> dict[str, Any]:
    """As the contract writes it; ``participant`` only where there is one."""
    shown = {"id": key.id, "remoteJid": key.remote_jid, "fromMe": key.from_me}
    return {**shown, "participant": key.participant} if key.participant else shown


def _acks(progress: Progress) -> Values:
    return {"acks": progress.model_dump(mode="json", exclude_none=True)}


def _forgotten_unless(logged: bool) -> Values:  # noqa: FBT001
    """What was said is not kept once it was dealt with, where its owner said so."""
    return {} if logged else {"message": None}
