"""Decisions on a session's login: shown a code, linked, brought along, out of reach."""

from datetime import datetime, timedelta
from typing import Final

from domain.kernel import Invalid
from domain.reference import SessionStatus
from domain.whatsapp import Linked, QrShown
from domain.whatsapp_session.errors import ImpossibleMove
from domain.whatsapp_session.events import (
    SessionCaughtUp,
    SessionConnected,
    SessionImported,
    SessionQrShown,
)
from domain.whatsapp_session.whatsapp_session import Events, Identity, WhatsappSession

WORTH_NOTING: Final = timedelta(minutes=1)
"""How much less there has to be to look for the next time."""


def take_login(
    session: WhatsappSession, identity: Identity, *, exported_at: datetime, at: datetime
) -> Events:
    """Of another gateway. What was written since it left there is to be seen."""
    session.must_be_at_rest()
    if identity.phone_number != session.settings.phone_number.lstrip("+"):
        raise Invalid(
            phone_number=f"This is the login of +{identity.phone_number}, and the "
            f"session's number is {session.settings.phone_number}."
        )
    return (
        SessionImported(
            session_id=session.id,
            user_id=session.user_id,
            **identity.model_dump(),
            exported_at=exported_at,
            at=at,
        ),
    )


def show_qr(session: WhatsappSession, shown: QrShown, *, at: datetime) -> Events:
    session.must_be_open("a QR code")
    if session.status is SessionStatus.CONNECTED:
        raise ImpossibleMove("A connected session shows no QR code.")
    return (
        SessionQrShown(
            session_id=session.id,
            user_id=session.user_id,
            qr=shown.code,
            expires_at=at + timedelta(seconds=shown.ttl_seconds),
            at=at,
        ),
    )


def exhaust_qr(session: WhatsappSession, *, at: datetime) -> Events:
    if session.status is SessionStatus.CONNECTED:
        raise ImpossibleMove("A connected session waits for no scan.")
    return session.disconnect(reason="the QR code was not scanned", at=at)


def link(session: WhatsappSession, linked: Linked, *, at: datetime) -> Events:
    session.must_be_open("a login")
    identity = Identity.model_validate(linked.model_dump())
    if session.status is SessionStatus.CONNECTED and identity == session.identity:
        return ()
    return (
        SessionConnected(
            session_id=session.id,
            user_id=session.user_id,
            phone_number=linked.phone_number,
            jid=linked.jid,
            lid=linked.lid,
            push_name=linked.push_name,
            at=at,
        ),
    )


def lose_connection(session: WhatsappSession, *, reason: str, at: datetime) -> Events:
    """Not the end: the page, or the next browser, comes back by itself."""
    session.must_be_open("a lost connection")
    if session.status is SessionStatus.CONNECTING:
        return ()
    return (session.connecting(reason, at),)


def wait_for_page(session: WhatsappSession, *, reason: str, at: datetime) -> Events:
    """Told while connecting, too: it is why that takes so long."""
    session.must_be_open("a page that did not load")
    return (session.connecting(reason, at),)


def catch_up(session: WhatsappSession, *, until: datetime, at: datetime) -> Events:
    """Everything from before is here; of a login that has ended that says nothing.

    A little more than was known is not worth an event: it is looked for again.
    """
    if session.deleted or session.linked_at is None or until < session.linked_at:
        return ()
    known = session.caught_up_until
    if known is not None and until - known < WORTH_NOTING:
        return ()
    return (
        SessionCaughtUp(
            session_id=session.id, user_id=session.user_id, until=until, at=at
        ),
    )
