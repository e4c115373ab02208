"""What a webhook says: made of the event itself, so every attempt says the same.

Shapes are those of the HTTP contract, which are WasenderAPI's.
"""

from datetime import datetime
from typing import Any, TypeAlias

from pydantic_core import to_json

from adapters.webhooks.activities import ActivityFact, activity_data
from adapters.webhooks.changes import ChangeFact, change_data
from adapters.webhooks.keys import shown_key
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
from domain.whatsapp_session.events import (
    SessionConnected,
    SessionConnecting,
    SessionDisconnected,
    SessionExpired,
    SessionLoggedOut,
    SessionQrShown,
)

MessageFact: TypeAlias = (
    MessageSent | MessageFailed | MessageAcknowledged | MessageReceived | ChangeFact
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


def fact_data(name: str, event: SessionFact | ActivityFact) -> Any:
    """Of what is not about one message."""
    if isinstance(event, ActivityFact):
        return activity_data(event)
    return session_data(name, event)


def session_data(name: str, event: SessionFact) -> dict[str, Any]:
    if name == "qrcode.updated" and isinstance(event, SessionQrShown):
        return {"qr": event.qr}
    return {"status": STATUS_AFTER[type(event)].value, "session_id": event.session_id}


def message_data(name: str, event: MessageFact, message: Message) -> Any:
    """``message`` is the aggregate as of this event."""
    if name == "messages.upsert":
        return {"messages": [_whole(message, event)]}
    match event:
        case MessageReceived():
            return {"messages": _whole(message, event)}
        case MessageAcknowledged():
            return {"update": {"status": int(event.ack)}, "key": shown_key(event.key)}
        case MessageSent():
            return {**_envelope(message), "success": True}
        case MessageFailed():
            return {**_envelope(message), "success": False, "error": event.reason}
        case _:
            return change_data(event, message)


def _envelope(message: Message) -> dict[str, Any]:
    return {"key": shown_key(message.key), "message": dict(message.content)}


def _whole(message: Message, event: MessageFact) -> dict[str, Any]:
    sent_at = message.progress.sent_at or event.at
    return {
        **_envelope(message),
        "messageBody": words_of(message.content),
        "pushName": event.push_name if isinstance(event, MessageReceived) else None,
        "messageTimestamp": int(sent_at.timestamp()),
    }
