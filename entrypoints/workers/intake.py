"""Takes in what a session's page saw: each thing once, and how far ours have come."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, TypeAlias

import structlog

from domain.whatsapp import (
    AckSeen,
    ChatReport,
    MessageReport,
    PageLost,
    WhatsappPage,
)
from domain.whatsapp_session.rules import ignores
from domain.whatsapp_session.settings import SessionSettings
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.program import Program
from entrypoints.workers.courtesies import Courtesies
from entrypoints.workers.perseverance import LongPauses, Pauses, Reports

log = structlog.get_logger()

Seen: TypeAlias = MessageReport | ChatReport

OVERLAP: Final = timedelta(minutes=10)
"""How far before what is known is looked again: clocks and servers differ."""

BEFORE_LOGIN: Final = timedelta(seconds=5)
"""The login is recorded a moment after it happened, and times are whole seconds."""

ENOUGH: Final = 20
"""So many in a row that can't be taken in are no fault of theirs."""


class Intake:
    """For one browser's life.

    Live messages say nothing of those before them. Only a look back that ended does,
    and that is noted in the session's history: after a crash the next one begins there.
    """

    settles = 120.0
    """Seconds until WhatsApp has told a new page all that happened without it."""
    regularly = 6 * 3600.0
    """Seconds between looks back in which nothing is expected: they bound the next."""

    def __init__(self, program: Program, session_id: int) -> None:
        self.missed = asyncio.Event()
        """Set when something may have happened while nobody listened."""
        self._program = program
        self._session_id = session_id
        name = f"session {session_id}, looking back"
        self._reports = Reports(name, program.record_system_error)

    async def run(self, page: WhatsappPage, courtesies: Courtesies) -> None:
        """Ask for what was missed, as often as there is reason to. Until cancelled."""
        loading, failing = Pauses(), LongPauses()
        patience: float | None = None
        while True:
            settled = await self._quiet_for(patience)
            self.missed.clear()
            try:
                await self._catch_up(page, courtesies, settled=settled)
            except PageLost as error:  # still loading, or not linked any more
                log.info("asked again", session=self._session_id, reason=str(error))
                await self._again_in(loading.next())
            except Exception as error:  # noqa: BLE001 - the browser is not to blame
                await asyncio.to_thread(self._reports.add, error)
                await self._again_in(failing.next())
            else:
                patience = self.regularly if settled else self.settles

    async def _quiet_for(self, seconds: float | None) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self.missed.wait()
        except TimeoutError:
            return True
        return False

    async def _again_in(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.missed.set()

    async def _catch_up(
        self, page: WhatsappPage, courtesies: Courtesies, *, settled: bool
    ) -> None:
        """Notes that it has, if all of it was there to be seen."""
        began = self._program.clock.now()
        since = await asyncio.to_thread(self._unknown_since)
        await self._hear_all(await page.seen_since(since), courtesies)
        if settled:
            note = self._program.sessions.record_caught_up
            await asyncio.to_thread(note, self._session_id, until=began)

    async def _hear_all(self, told: Iterable[Seen], courtesies: Courtesies) -> None:
        """One that can't be taken in keeps no other out. Raises what was wrong."""
        failed: list[Exception] = []
        for seen in told:
            try:
                await self._hear(seen, courtesies)
            except Exception as error:  # noqa: BLE001 - raised below
                failed.append(error)
            if len(failed) >= ENOUGH:
                break
        if failed:
            raise ExceptionGroup("it could not be taken in", failed)

    def _unknown_since(self) -> datetime:
        """What was before the login is not ours to know."""
        session = self._session()
        login = (session.linked_at or self._program.clock.now()) - BEFORE_LOGIN
        known = session.caught_up_until
        return max(login, known - OVERLAP) if known else login

    async def hear(self, seen: Seen, courtesies: Courtesies) -> None:
        """One thing the page saw, into the log, once; then what is due to others.

        It is looked for again when it could not be taken in.
        """
        try:
            await self._hear(seen, courtesies)
        except Exception as error:  # noqa: BLE001 - the browser is not to blame
            await asyncio.to_thread(self._reports.add, error)
            self.missed.set()

    async def _hear(self, seen: Seen, courtesies: Courtesies) -> None:
        if settings := await asyncio.to_thread(self._take, seen):
            courtesies.after(seen, settings)

    def _take(self, seen: Seen) -> SessionSettings | None:
        """What its owner wants done about it, if it is news."""
        settings = self._session().settings
        if isinstance(seen, ChatReport):
            receipt = self._program.chat_activity.record(self._session_id, seen)
        elif _is_ignored(seen, settings):
            return None
        else:
            receipt = self._program.messages.record_seen(self._session_id, seen)
        return settings if receipt is not None and receipt.position else None

    def _session(self) -> WhatsappSession:
        return self._program.sessions.all.get(self._session_id)


def _is_ignored(seen: MessageReport, settings: SessionSettings) -> bool:
    """How far our own messages have come is of interest in every chat."""
    if isinstance(seen, AckSeen):
        return False
    return ignores(settings, seen.key.remote_jid)
