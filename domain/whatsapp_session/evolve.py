"""How each event changes a session. Never refuses: events are facts."""

from typing import Any, assert_never

from domain.reference import SessionStatus
from domain.whatsapp_session.events import (
    ApiKeyRegenerated,
    BrowserClosed,
    BrowserCrashed,
    BrowserOpened,
    BrowserReady,
    BrowserUnresponsive,
    SessionCaughtUp,
    SessionChanged,
    SessionConnected,
    SessionConnecting,
    SessionCreated,
    SessionDeleted,
    SessionDisconnected,
    SessionEvent,
    SessionExpired,
    SessionImported,
    SessionLoggedOut,
    SessionQrShown,
)
from domain.whatsapp_session.whatsapp_session import Identity, WhatsappSession

NO_QR: dict[str, Any] = {"qr": None, "qr_expires_at": None}
NO_RETRY: dict[str, Any] = {"retry_at": None, "tries": 0}
NO_LOGIN: dict[str, Any] = {
    "identity": None,
    "linked_at": None,
    "caught_up_until": None,
}


def evolve(state: WhatsappSession | None, event: SessionEvent) -> WhatsappSession:
    if isinstance(event, SessionCreated):
        return WhatsappSession(
            id=event.session_id,
            user_id=event.user_id,
            slot=event.slot,
            settings=event.settings,
            api_key=event.api_key,
            webhook_secret=event.webhook_secret,
            created_at=event.at,
            updated_at=event.at,
        )
    assert state is not None, f"{event.TYPE} cannot be the first event"
    return state.model_copy(update={"updated_at": event.at, **_changes(state, event)})


def _changes(state: WhatsappSession, event: SessionEvent) -> dict[str, Any]:
    match event:
        case SessionCreated():
            return {}
        case SessionChanged():
            return {"settings": event.settings}
        case ApiKeyRegenerated():
            return {"api_key": event.api_key}
        case SessionDeleted():
            return {"deleted": True, **NO_RETRY, **NO_QR}
        case SessionConnecting():
            return {"status": SessionStatus.CONNECTING, "retry_at": None, **NO_QR}
        case SessionQrShown():
            return {
                "status": SessionStatus.NEED_SCAN,
                "qr": event.qr,
                "qr_expires_at": event.expires_at,
            }
        case SessionConnected():
            return {
                "status": SessionStatus.CONNECTED,
                "identity": _identity(event),
                "linked_at": state.linked_at or event.at,
                **NO_RETRY,
                **NO_QR,
            }
        case SessionDisconnected():
            tries = state.tries + 1 if event.retry_at else 0
            retry = {"retry_at": event.retry_at, "tries": tries}
            return {"status": SessionStatus.DISCONNECTED, **retry, **NO_QR}
        case SessionImported():
            return {
                "identity": _identity(event),
                "linked_at": event.exported_at,
                "caught_up_until": None,
            }
        case SessionCaughtUp():
            return {"caught_up_until": event.until}
        case SessionLoggedOut():
            return {"status": SessionStatus.LOGGED_OUT, **NO_RETRY, **NO_LOGIN, **NO_QR}
        case SessionExpired():
            return {"status": SessionStatus.EXPIRED, **NO_RETRY, **NO_LOGIN, **NO_QR}
        case BrowserOpened():
            return {
                "browser_context_id": event.browser_context_id,
                "browser_ready": False,
                "doubted_at": None,
            }
        case BrowserReady():
            return {"browser_ready": True}
        case BrowserUnresponsive():
            return {"browser_ready": False, "doubted_at": event.at}
        case BrowserCrashed() | BrowserClosed():
            return {"browser_context_id": None}
        case _:
            assert_never(event)


def _identity(event: SessionConnected | SessionImported) -> Identity:
    return Identity(
        phone_number=event.phone_number,
        jid=event.jid,
        lid=event.lid,
        push_name=event.push_name,
    )
