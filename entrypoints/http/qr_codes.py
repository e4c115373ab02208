"""QR codes as pictures, and waiting for one to be shown."""

import asyncio
from io import BytesIO
from time import monotonic
from typing import Final

import segno

from domain.reference import SessionStatus
from domain.whatsapp_session.errors import NoQrCode, NoSuchSession
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.program import Program

PIXELS: Final = 8
"""Of each side of a module, so that a phone reads it off any screen."""

LOOK_AGAIN: Final = 1.0
"""Seconds until the log is read anyway: another process may have added to it."""


def data_url(code: str) -> str:
    picture: str = segno.make_qr(code).png_data_uri(scale=PIXELS)
    return picture


def png(code: str) -> bytes:
    picture = BytesIO()
    segno.make_qr(code).save(picture, kind="png", scale=PIXELS)
    return picture.getvalue()


def scannable(program: Program, session: WhatsappSession) -> str | None:
    """The code a phone can scan now."""
    if session.qr is None or session.qr_expires_at is None:
        return None
    return session.qr if program.clock.now() < session.qr_expires_at else None


def the_scannable(program: Program, session: WhatsappSession) -> str:
    """Raises NoQrCode, with what can be done."""
    code = scannable(program, session)
    if code is None:
        remedy = REMEDIES.get(session.status, "connect the session first")
        raise NoQrCode(f"There is no QR code now: {remedy}.")
    return code


REMEDIES: Final = {
    SessionStatus.CONNECTED: "the session is connected",
    SessionStatus.CONNECTING: "WhatsApp Web is being opened, ask again in a moment",
    SessionStatus.NEED_SCAN: "the last one expired, ask again in a moment",
}


async def opened(program: Program, session_id: int) -> WhatsappSession:
    """The session as soon as it is known to be connected, or how it can be.

    After ``connect_wait`` seconds, as it is then. Raises NoSuchSession when it is
    deleted meanwhile.
    """
    news = program.journal.new_events
    deadline = monotonic() + program.settings.connect_wait
    while True:
        seen = news.position
        session = await asyncio.to_thread(program.sessions.all.get, session_id)
        if session.deleted:
            raise NoSuchSession(f"There is no session {session_id}.")
        left = deadline - monotonic()
        if left <= 0 or not _undecided(program, session):
            return session
        await news.wait_soon(after=seen, timeout=min(left, LOOK_AGAIN))


def _undecided(program: Program, session: WhatsappSession) -> bool:
    if session.status is SessionStatus.NEED_SCAN:
        return scannable(program, session) is None
    return session.status is SessionStatus.CONNECTING
