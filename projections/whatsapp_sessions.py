"""Linked numbers: what their owner decided, and how each stands with WhatsApp."""

from typing import Any, TypeAlias

from sqlalchemy import Boolean, Column, Table, Unicode, UnicodeText

from domain.message.events import MessageReceived, MessageSent
from domain.reference import SessionStatus
from domain.whatsapp_session.events import (
    ApiKeyRegenerated,
    BrowserClosed,
    BrowserCrashed,
    BrowserOpened,
    SessionCaughtUp,
    SessionChanged,
    SessionConnected,
    SessionConnecting,
    SessionCreated,
    SessionDeleted,
    SessionDisconnected,
    SessionExpired,
    SessionImported,
    SessionLoggedOut,
    SessionQrShown,
)
from domain.whatsapp_session.settings import SessionSettings
from projections.columns import (
    Json,
    UtcDateTime,
    changed,
    created,
    dates,
    reference,
    row_id,
)
from projections.kernel import ReadModel, Rows, Values, read_tables

whatsapp_sessions = Table(
    "whatsapp_sessions",
    read_tables,
    row_id(),
    reference("user_id", "users.id", index=True),
    Column("phone_number", Unicode(32)),
    reference("whatsapp_session_status_id", "whatsapp_sessions_status.id", index=True),
    Column("account_protection", Boolean()),
    Column("log_messages", Boolean()),
    Column("webhook_url", UnicodeText()),
    Column("webhook_enabled", Boolean()),
    reference("browser_context_id", "browser_context.id"),
    *dates(),
    Column("name", Unicode(200), nullable=False),
    Column("webhook_events", Json),
    Column("webhook_signature", Boolean(), nullable=False),
    Column("read_incoming_messages", Boolean(), nullable=False),
    Column("auto_reject_calls", Boolean(), nullable=False),
    Column("ignore_groups", Boolean(), nullable=False),
    Column("ignore_channels", Boolean(), nullable=False),
    Column("ignore_broadcasts", Boolean(), nullable=False),
    Column("always_online", Boolean(), nullable=False),
    Column("proxy_url", UnicodeText()),
    Column("api_key", UnicodeText()),
    Column("webhook_secret", UnicodeText()),
    Column("qr_code", UnicodeText()),
    Column("qr_expires_at", UtcDateTime()),
    Column("jid", Unicode(255)),
    Column("lid", Unicode(255)),
    Column("push_name", UnicodeText()),
    Column("status_reason", UnicodeText()),
    Column("retry_at", UtcDateTime()),
    Column("caught_up_until", UtcDateTime()),
    Column("last_active_at", UtcDateTime()),
    Column("created_time", UtcDateTime(), nullable=False),
    Column("updated_time", UtcDateTime(), nullable=False),
    Column("deleted_at", UtcDateTime()),
)
model = ReadModel(whatsapp_sessions)


@model.on(SessionCreated)
def add(rows: Rows, event: SessionCreated, _: int) -> None:
    rows.insert(
        {
            "id": event.session_id,
            "user_id": event.user_id,
            "whatsapp_session_status_id": SessionStatus.DISCONNECTED.row_id,
            **_settings(event.settings),
            "api_key": event.api_key.sealed,
            "webhook_secret": event.webhook_secret,
            "created_time": event.at,
            "updated_time": event.at,
            **created(event),
        }
    )


@model.on(SessionChanged)
def change(rows: Rows, event: SessionChanged, _: int) -> None:
    _update(rows, event, _settings(event.settings))


@model.on(ApiKeyRegenerated)
def replace_key(rows: Rows, event: ApiKeyRegenerated, _: int) -> None:
    _update(rows, event, {"api_key": event.api_key.sealed})


@model.on(SessionDeleted)
def mark_deleted(rows: Rows, event: SessionDeleted, _: int) -> None:
    """The row stays, for its messages; its secrets don't."""
    secrets = {"api_key": None, "webhook_secret": None}
    _update(rows, event, {"deleted_at": event.at, **secrets, **NO_QR})


@model.on(SessionImported)
def take_login(rows: Rows, event: SessionImported, _: int) -> None:
    who = {"jid": event.jid, "lid": event.lid, "push_name": event.push_name}
    _update(rows, event, who)


Move: TypeAlias = (
    SessionConnecting
    | SessionQrShown
    | SessionConnected
    | SessionDisconnected
    | SessionLoggedOut
    | SessionExpired
)
MOVES: dict[type[Move], SessionStatus] = {
    SessionConnecting: SessionStatus.CONNECTING,
    SessionQrShown: SessionStatus.NEED_SCAN,
    SessionConnected: SessionStatus.CONNECTED,
    SessionDisconnected: SessionStatus.DISCONNECTED,
    SessionLoggedOut: SessionStatus.LOGGED_OUT,
    SessionExpired: SessionStatus.EXPIRED,
}
"""What each event makes of a session's status."""

NO_QR: Values = {"qr_code": None, "qr_expires_at": None}
NOBODY: Values = {"jid": None, "lid": None, "push_name": None}


@model.on(*MOVES)
def move(rows: Rows, event: Move, _: int) -> None:
    status = MOVES[type(event)].row_id
    _update(
        rows,
        event,
        {
            "whatsapp_session_status_id": status,
            "retry_at": None,
            **NO_QR,
            **_told_by(event),
        },
    )


def _told_by(event: Move) -> Values:
    match event:
        case SessionQrShown():
            qr = {"qr_code": event.qr, "qr_expires_at": event.expires_at}
            return {"status_reason": None, **qr}
        case SessionConnected():
            return {
                "status_reason": None,
                "last_active_at": event.at,
                "phone_number": "+" + event.phone_number.lstrip("+"),
                "jid": event.jid,
                "lid": event.lid,
                "push_name": event.push_name,
            }
        case SessionLoggedOut() | SessionExpired():
            return {"status_reason": event.reason, **NOBODY}
        case SessionDisconnected():
            return {"status_reason": event.reason, "retry_at": event.retry_at}
        case SessionConnecting():
            return {"status_reason": event.reason}


@model.on(BrowserOpened)
def assign_browser(rows: Rows, event: BrowserOpened, _: int) -> None:
    context = event.browser_context_id
    rows.update(event.session_id, changed(event, browser_context_id=context))


@model.on(BrowserCrashed)
def lose_browser(rows: Rows, event: BrowserCrashed, _: int) -> None:
    """Its reason is also why there is none to be had."""
    lost = changed(event, browser_context_id=None, status_reason=event.reason)
    rows.update(event.session_id, lost)


@model.on(BrowserClosed)
def forget_browser(rows: Rows, event: BrowserClosed, _: int) -> None:
    rows.update(event.session_id, changed(event, browser_context_id=None))


@model.on(SessionCaughtUp)
def note_what_is_here(rows: Rows, event: SessionCaughtUp, _: int) -> None:
    rows.update(event.session_id, {"caught_up_until": event.until})


Activity: TypeAlias = MessageSent | MessageReceived
ACTIVITIES: tuple[type[Activity], ...] = (MessageSent, MessageReceived)


@model.on(*ACTIVITIES)
def mark_active(rows: Rows, event: Activity, _: int) -> None:
    rows.update(event.session_id, {"last_active_at": event.at})


def _settings(settings: SessionSettings) -> dict[str, Any]:
    """Every setting has a column of its name."""
    return {**dict(settings), "webhook_events": _listed(settings.webhook_events)}


def _listed(names: tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else list(names)


def _update(
    rows: Rows,
    event: SessionChanged | ApiKeyRegenerated | SessionDeleted | SessionImported | Move,
    changes: Values,
) -> None:
    rows.update(event.session_id, changed(event, updated_time=event.at, **changes))
