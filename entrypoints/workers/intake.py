"""Takes in what a session's page saw: each message once, and how far ours have come."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from domain.message.errors import AlreadyKnown, NoSuchSender
from domain.whatsapp import AckSeen, MessageSeen, PageLost, WhatsappPage
from domain.whatsapp_session.rules import ignores
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.program import Program
from entrypoints.workers.perseverance import Pauses
from projections.message_queries import latest_received_at, message_by_key

log = structlog.get_logger()

OVERLAP: Final = timedelta(minutes=10)
"""How far before what is known is looked again: clocks and servers differ."""

BEFORE_LOGIN: Final = timedelta(seconds=5)
"""The login is recorded a moment after it happened, and times are whole seconds."""


class Intake:
    """For one browser's life. Made before it opens: what it tells first may be new."""

    def __init__(self, program: Program, session_id: int) -> None:
        self.missed = asyncio.Event()
        """Set when something may have happened while nobody listened."""
        self._program = program
        self._session_id = session_id
        with program.settled() as rows:
            latest = latest_received_at(rows, session_id)
        self._known_until = latest - OVERLAP if latest else None

    async def run(self, page: WhatsappPage) -> None:
        """Ask for what was missed, as often as there is reason to. Until cancelled."""
        pauses = Pauses()
        while True:
            await self.missed.wait()
            self.missed.clear()
            try:
                await self._catch_up(page)
            except PageLost as error:  # still loading, or not linked any more
                log.info("asked again", session=self._session_id, reason=str(error))
                await asyncio.sleep(pauses.next())
                self.missed.set()

    async def _catch_up(self, page: WhatsappPage) -> None:
        began = self._program.clock.now()
        since = await asyncio.to_thread(self._unknown_since)
        for seen in await page.seen_since(since):
            await asyncio.to_thread(self.take, seen)
        self._known_until = began - OVERLAP

    def _unknown_since(self) -> datetime:
        """What was before the login is not ours to know."""
        linked_at = self._session().linked_at or self._program.clock.now()
        login = linked_at - BEFORE_LOGIN
        return max(login, self._known_until or login)

    def take(self, seen: MessageSeen | AckSeen) -> None:
        """One thing the page saw, into the log, once."""
        with self._program.reading() as rows:
            known = message_by_key(rows, self._session_id, seen.key.id)
        if isinstance(seen, AckSeen):
            if known is not None:
                outcome = self._program.messages.record_outcome
                outcome.acknowledged(known.id, seen.ack)
            return
        ours = known is not None and seen.key.from_me
        if ours or ignores(self._session().settings, seen.key.remote_jid):
            return
        with suppress(AlreadyKnown, NoSuchSender):
            self._program.messages.record_received(self._session_id, seen)

    def _session(self) -> WhatsappSession:
        return self._program.sessions.all.get(self._session_id)
