"""Takes in what a session's page saw: each thing once, and how far ours have come."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import structlog

from domain.whatsapp import (
    AckSeen,
    ChatReport,
    MessageReport,
    PageLost,
    WhatsappPage,
)
from domain.whatsapp_session.rules import ignores
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.program import Program
from entrypoints.workers.courtesies import Courtesies
from entrypoints.workers.perseverance import Pauses
from projections.message_queries import latest_received_at

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

    async def run(self, page: WhatsappPage, courtesies: Courtesies) -> None:
        """Ask for what was missed, as often as there is reason to. Until cancelled."""
        pauses = Pauses()
        while True:
            await self.missed.wait()
            self.missed.clear()
            try:
                await self._catch_up(page, courtesies)
            except PageLost as error:  # still loading, or not linked any more
                log.info("asked again", session=self._session_id, reason=str(error))
                await asyncio.sleep(pauses.next())
                self.missed.set()

    async def _catch_up(self, page: WhatsappPage, courtesies: Courtesies) -> None:
        began = self._program.clock.now()
        since = await asyncio.to_thread(self._unknown_since)
        for seen in await page.seen_since(since):
            await self.hear(seen, courtesies)
        self._known_until = began - OVERLAP

    def _unknown_since(self) -> datetime:
        """What was before the login is not ours to know."""
        linked_at = self._session().linked_at or self._program.clock.now()
        login = linked_at - BEFORE_LOGIN
        return max(login, self._known_until or login)

    async def hear(
        self, seen: MessageReport | ChatReport, courtesies: Courtesies
    ) -> None:
        """One thing the page saw, into the log, once; then what is due to others."""
        if await asyncio.to_thread(self._take, seen):
            courtesies.after(seen, self._session().settings)

    def _take(self, seen: MessageReport | ChatReport) -> bool:
        """Whether it is news."""
        if isinstance(seen, ChatReport):
            receipt = self._program.chat_activity.record(self._session_id, seen)
        elif self._is_ignored(seen):
            return False
        else:
            receipt = self._program.messages.record_seen(self._session_id, seen)
        return receipt is not None and receipt.position is not None

    def _is_ignored(self, seen: MessageReport) -> bool:
        """How far our own messages have come is of interest in every chat."""
        if isinstance(seen, AckSeen):
            return False
        return ignores(self._session().settings, seen.key.remote_jid)

    def _session(self) -> WhatsappSession:
        return self._program.sessions.all.get(self._session_id)
