"""Decisions on the life of a session's browser, from opened to closed or crashed."""

from datetime import datetime, timedelta
from typing import Final

from domain.reference import SessionStatus
from domain.whatsapp_session.errors import NotConnected
from domain.whatsapp_session.events import (
    BrowserClosed,
    BrowserCrashed,
    BrowserOpened,
    BrowserReady,
    BrowserUnresponsive,
)
from domain.whatsapp_session.login import lose_connection
from domain.whatsapp_session.whatsapp_session import OPEN, Events, WhatsappSession

DOUBTED_AGAIN: Final = timedelta(minutes=10)
"""Until it is worth telling again that a browser is slow to answer."""


def restart(session: WhatsappSession, *, at: datetime) -> Events:
    """A new browser for a session that is connected: this one's life is over."""
    session.must_exist()
    if session.status is not SessionStatus.CONNECTED:
        raise NotConnected(f"The session is {session.status.words}; connect it first.")
    return (
        *close(session, reason="restart", at=at),
        session.connecting("restart", at),
    )


def start(
    session: WhatsappSession,
    browser_context_id: int,
    *,
    node: str,
    profile: str,
    at: datetime,
) -> Events:
    """What a dead predecessor could not say of itself is recorded here.

    Whatever the session was with it, with a new browser it is connecting again:
    one that seems connected while its page asks for a scan would never get out.
    """
    session.must_be_open("a browser")
    return (
        *lose(session, reason="its process is gone", at=at),
        *lose_connection(session, reason="a new browser", at=at),
        BrowserOpened(
            session_id=session.id,
            browser_context_id=browser_context_id,
            node=node,
            profile=profile,
            at=at,
        ),
    )


def ready(session: WhatsappSession, *, pid: int, endpoint: str, at: datetime) -> Events:
    if session.browser_context_id is None or session.browser_ready:
        return ()
    return (
        BrowserReady(
            session_id=session.id,
            browser_context_id=session.browser_context_id,
            pid=pid,
            endpoint=endpoint,
            at=at,
        ),
    )


def doubt(session: WhatsappSession, *, reason: str, at: datetime) -> Events:
    """Not each time of one that answers again and again: one that hangs is lost."""
    if session.browser_context_id is None or _was_doubted(session, at):
        return ()
    return (
        BrowserUnresponsive(
            session_id=session.id,
            browser_context_id=session.browser_context_id,
            reason=reason,
            at=at,
        ),
    )


def lose(session: WhatsappSession, *, reason: str, at: datetime) -> Events:
    if session.browser_context_id is None:
        return ()
    return (
        BrowserCrashed(
            session_id=session.id,
            browser_context_id=session.browser_context_id,
            reason=reason,
            at=at,
        ),
    )


def crash(session: WhatsappSession, *, reason: str, at: datetime) -> Events:
    """A browser died; a session that still wants one is connecting again."""
    lost = lose(session, reason=reason, at=at)
    if session.status not in OPEN:
        return lost
    return (*lost, *lose_connection(session, reason=reason, at=at))


def close(session: WhatsappSession, *, reason: str, at: datetime) -> Events:
    if session.browser_context_id is None:
        return ()
    return (
        BrowserClosed(
            session_id=session.id,
            browser_context_id=session.browser_context_id,
            reason=reason,
            at=at,
        ),
    )


def _was_doubted(session: WhatsappSession, at: datetime) -> bool:
    return session.doubted_at is not None and at - session.doubted_at < DOUBTED_AGAIN
