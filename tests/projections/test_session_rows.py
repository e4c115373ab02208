"""What happens to sessions and their browsers, in rows."""

from typing import Any

import pytest

from domain.reference import BrowserStatus, SessionStatus
from tests.projections.rows import Case, Holds, check, status
from tests.projections.world import World
from tests.support import a

ACCEPTED = a.message_accepted()
OPENED = a.browser_opened()
LOGIN: Holds = {"jid": "34600333444@s.whatsapp.net", "phone_number": "+34600333444"}


def session(entry: SessionStatus, **more: Any) -> Holds:
    return status("whatsapp_session_status_id", entry, **more)


def browser(entry: BrowserStatus, **more: Any) -> Holds:
    return status("browser_context_status_id", entry, **more)


CASES: list[Case] = [
    (
        (),
        "whatsapp_sessions",
        a.SESSION,
        session(SessionStatus.DISCONNECTED, name="The shop", log_messages=True)
        | {"webhook_events": ["messages.received", "session.status"]}
        | {"api_key": "sealed-key", "webhook_secret": "sealed-secret"}
        | {"phone_number": "+34600999888", "created_time": a.NOON},
    ),
    (
        (a.session_changed(at=a.SOON),),
        "whatsapp_sessions",
        a.SESSION,
        {"name": "The other shop", "updated_time": a.SOON, "created_time": a.NOON},
    ),
    (
        (a.api_key_regenerated(),),
        "whatsapp_sessions",
        a.SESSION,
        {"api_key": "sealed-new-key"},
    ),
    (
        (a.session_connecting(),),
        "whatsapp_sessions",
        a.SESSION,
        session(SessionStatus.CONNECTING, status_reason="for a reason"),
    ),
    (
        (a.session_connecting(), a.session_qr_shown()),
        "whatsapp_sessions",
        a.SESSION,
        session(SessionStatus.NEED_SCAN, qr_code="2@qr-code", qr_expires_at=a.SOON),
    ),
    (
        (a.session_qr_shown(), a.session_connected()),
        "whatsapp_sessions",
        a.SESSION,
        session(SessionStatus.CONNECTED, qr_code=None, **LOGIN, last_active_at=a.NOON),
    ),
    (
        (a.session_connected(), a.session_disconnected()),
        "whatsapp_sessions",
        a.SESSION,
        session(SessionStatus.DISCONNECTED, **LOGIN),
    ),
    (
        (a.session_connected(), a.session_logged_out()),
        "whatsapp_sessions",
        a.SESSION,
        session(SessionStatus.LOGGED_OUT, jid=None, push_name=None),
    ),
    (
        (a.session_qr_shown(), a.session_expired()),
        "whatsapp_sessions",
        a.SESSION,
        session(SessionStatus.EXPIRED, qr_code=None, status_reason="for a reason"),
    ),
    (
        (a.session_deleted(),),
        "whatsapp_sessions",
        a.SESSION,
        {"deleted_at": a.NOON, "api_key": None, "webhook_secret": None},
    ),
    ((OPENED,), "whatsapp_sessions", a.SESSION, {"browser_context_id": a.BROWSER}),
    (
        (OPENED, a.browser_crashed()),
        "whatsapp_sessions",
        a.SESSION,
        {"browser_context_id": None},
    ),
    (
        (OPENED, a.browser_closed()),
        "whatsapp_sessions",
        a.SESSION,
        {"browser_context_id": None},
    ),
    (
        (ACCEPTED, a.message_sent(at=a.SOON)),
        "whatsapp_sessions",
        a.SESSION,
        {"last_active_at": a.SOON, "updated_time": a.NOON},
    ),
    (
        (OPENED,),
        "browser_context",
        a.BROWSER,
        browser(BrowserStatus.STARTING, node="host-1", profile="profiles/12", pid=None)
        | {"whatsapp_session_id": a.SESSION, "opened_at": a.NOON, "closed_at": None},
    ),
    (
        (OPENED, a.browser_ready()),
        "browser_context",
        a.BROWSER,
        browser(BrowserStatus.READY, pid=4242),
    ),
    (
        (OPENED, a.browser_unresponsive()),
        "browser_context",
        a.BROWSER,
        browser(BrowserStatus.UNRESPONSIVE, reason="for a reason", closed_at=None),
    ),
    (
        (OPENED, a.browser_crashed(at=a.SOON)),
        "browser_context",
        a.BROWSER,
        browser(BrowserStatus.CRASHED, closed_at=a.SOON),
    ),
    (
        (OPENED, a.browser_closed()),
        "browser_context",
        a.BROWSER,
        browser(BrowserStatus.CLOSED),
    ),
    (
        (),
        "whatsapp_session_logs",
        4,
        {"event_type": "whatsapp_session.created", "status": "disconnected"},
    ),
    (
        (a.session_qr_shown(),),
        "whatsapp_session_logs",
        5,
        {"status": "need_scan", "whatsapp_session_id": a.SESSION, "reason": None},
    ),
    (
        (OPENED, a.browser_crashed()),
        "whatsapp_session_logs",
        6,
        {"status": None, "reason": "for a reason", "occurred_at": a.NOON},
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_the_row_after_these_events(begun: World, case: Case) -> None:
    check(begun, case)
