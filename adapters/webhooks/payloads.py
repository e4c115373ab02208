"""What a webhook says: made of the event itself, so every attempt says the same.

Shapes are those of the HTTP contract, which are WasenderAPI's.
"""

from datetime import datetime
from typing import Any, TypeAlias, assert_never

from pydantic_core import to_json

from domain.kernel import Event
from domain.message.contents import words_of
from domain.message.events import (
    MessageAcknowledged,
    MessageFailed,
    MessageReceived,
    MessageSent,
)
from domain.message.message import Message
from domain.reference import SessionStatus
from domain.whatsapp import MessageKey
from domain.whatsapp_session.events import (
    SessionConnected,
    SessionConnecting,
    SessionDisconnected,
    SessionExpired,
    SessionLoggedOut,
    SessionQrShown,
)

MessageFact: TypeAlias = (
    MessageSent | MessageFailed | MessageAcknowledged | MessageReceived
)
SessionFact: TypeAlias = (
    SessionConnecting
    | SessionQrShown
    | SessionConnected
    | SessionDisconnected
    | SessionLoggedOut
    | SessionExpired
)

STATUS_AFTER: dict[type[Event], SessionStatus] = {
    SessionConnecting: SessionStatus.CONNECTING,
    SessionQrShown: SessionStatus.NEED_SCAN,
    SessionConnected: SessionStatus.CONNECTED,
    SessionDisconnected: SessionStatus.DISCONNECTED,
    SessionLoggedOut: SessionStatus.LOGGED_OUT,
    SessionExpired: SessionStatus.EXPIRED,
}


def body(name: str, session_id: int, at: datetime, data: object) -> bytes:
    """The JSON of a webhook; ``timestamp`` is when it happened, in unix seconds."""
    return to_json(
        {
            "event": name,
            "timestamp": int(at.timestamp()),
            "sessionId": session_id,
            "data": data,
        }
    )


def session_data(name: str, event: SessionFact) -> dict[str, Any]:
    if name == "qrcode.updated" and isinstance(event, SessionQrShown):
        return {"qr": event.qr}
    return {"status": STATUS_AFTER[type(event)].value, "session_id": event.session_id}


def message_data(name: str, event: MessageFact, message: Message) -> dict[str, Any]:
    """``message`` is the aggregate as of this event."""
    whole = _whole(message, event)
    if name == "messages.upsert":
        return {"messages": [whole]}
    match event:
        case MessageReceived():
            return {"messages": whole}
        case MessageAcknowledged():
            return {"update": {"status": int(event.ack)}, "key": _key(event.key)}
        case MessageSent():
            return {**_envelope(message), "success": True}
        case MessageFailed():
            return {**_envelope(message), "success": False, "error": event.reason}
        case _:
            assert_never(event)


def _envelope(message: Message) -> dict[str, Any]:
    return {"key": _key(message.key), "message": dict(message.content)}


def _whole(message: Message, event: MessageFact) -> dict[str, Any]:
    sent_at = message.progress.sent_at or event.at
    return {
        **_envelope(message),
        "messageBody": words_of(message.content),
        "pushName": event.push_name if isinstance(event, MessageReceived) else None,
        "messageTimestamp": int(sent_at.timestamp()),
    }


def _key(key: MessageKey) -> dict[str, Any]:
    """WhatsApp's key, and the sender's number where WhatsApp tells it."""
    sender = key.participant or key.remote_jid
    known = sender.endswith("@s.whatsapp.net") and not key.from_me
    hidden = sender.endswith("@lid") and not key.from_me
    return {
        "id": key.id,
        "fromMe": key.from_me,
        "remoteJid": key.remote_jid,
        "addressingMode": "lid" if sender.endswith("@lid") else "pn",
        "senderPn": sender if known else None,
        "cleanedSenderPn": sender.partition("@")[0] if known else None,
        "senderLid": sender if hidden else None,
        **({"participant": key.participant} if key.participant else {}),
    }
