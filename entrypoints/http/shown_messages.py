"""A message as the contract shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.message.commands import Accepted
from domain.message.message import Message
from domain.reference import MessageStatus
from domain.whatsapp import Ack, MessageKey
from projections.message_queries import MessageRow

NUMBERS: Final[Mapping[MessageStatus, Ack]] = {
    MessageStatus.FAILED: Ack.ERROR,
    MessageStatus.PENDING: Ack.PENDING,
    MessageStatus.SENT: Ack.SENT,
    MessageStatus.DELETED: Ack.SENT,
    MessageStatus.DELIVERED: Ack.DELIVERED,
    MessageStatus.RECEIVED: Ack.DELIVERED,
    MessageStatus.READ: Ack.READ,
    MessageStatus.PLAYED: Ack.PLAYED,
}


@dataclass(frozen=True, slots=True)
class SentMessage:
    """``msgId`` names it in this API; WhatsApp's own key is in the message's info."""

    msgId: int  # noqa: N815  the contract's name
    jid: str
    status: str


@dataclass(frozen=True, slots=True)
class MessageInfo:
    """``id`` is WhatsApp's; ``messageTimestamp`` are seconds, as text."""

    remoteJid: str  # noqa: N815  the contract's names
    id: str
    msgId: int  # noqa: N815
    key: Mapping[str, Any]
    message: Mapping[str, Any]
    messageTimestamp: str  # noqa: N815
    status: int


def sent_message(accepted: Accepted) -> SentMessage:
    return SentMessage(accepted.id, accepted.key.remote_jid, accepted.status)


def message_info(row: MessageRow) -> MessageInfo:
    """``message`` is empty where messages are not logged."""
    return MessageInfo(
        remoteJid=row.remoteJid,
        id=row.key_id,
        msgId=row.id,
        key=row.key,
        message=row.message or {},
        messageTimestamp=str(int(row.sent_at.timestamp())),
        status=NUMBERS[row.status].value,
    )


def changed_message(message: Message) -> MessageInfo:
    """From the aggregate: the tables may not show the change yet."""
    key = message.key
    sent_at = message.progress.sent_at
    return MessageInfo(
        remoteJid=key.remote_jid,
        id=key.id,
        msgId=message.id,
        key=shown_key(key),
        message=message.content if message.logged else {},
        messageTimestamp=str(int(sent_at.timestamp())) if sent_at else "0",
        status=NUMBERS[message.status].value,
    )


def shown_key(key: MessageKey) -> dict[str, Any]:
    """``participant`` only where there is one: the author in a group."""
    shown = {"id": key.id, "fromMe": key.from_me, "remoteJid": key.remote_jid}
    return {**shown, "participant": key.participant} if key.participant else shown
