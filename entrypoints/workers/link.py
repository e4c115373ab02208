"""One session's life with its browsers: opens them, hears them, writes it down."""

import asyncio
from contextlib import suppress

import structlog

from domain.kernel import DomainError, NotFound
from domain.whatsapp import (
    AckSeen,
    BrowserLost,
    Linked,
    MessageSeen,
    PageLost,
    Report,
    StreamLost,
    Whatsapp,
    WhatsappPage,
)
from domain.whatsapp_session.errors import ImpossibleMove
from domain.whatsapp_session.reports import SessionReport
from entrypoints.program import Program
from entrypoints.workers.intake import Intake
from entrypoints.workers.perseverance import Pauses, undivided
from entrypoints.workers.sending import Sender

log = structlog.get_logger()


class Link:
    """From the moment a session wants a browser until it no longer does."""

    leaving = "cancelled"
    """Why this ends; set before it is cancelled."""

    def __init__(self, program: Program, whatsapp: Whatsapp, session_id: int) -> None:
        self._program = program
        self._whatsapp = whatsapp
        self._session_id = session_id
        self._context_id: int | None = None
        self._opened_at = 0

    def was_replaced(self, context_id: int | None, position: int) -> bool:
        """Whether the tables, as of a position, say that our browser's life is over."""
        if self._context_id is None or position < self._opened_at:
            return False
        return context_id != self._context_id

    async def run(self) -> None:
        """One browser after another, until cancelled."""
        pauses = Pauses()
        while True:
            try:
                await self._one_browser()
            except (ImpossibleMove, NotFound) as error:
                # Stopped meanwhile: the supervisor will see that, and end this.
                log.info("no browser wanted", session=self._session_id, why=str(error))
            await asyncio.sleep(pauses.next())

    async def _one_browser(self) -> None:
        """One browser's life: until it is lost, or this is cancelled."""
        reports = asyncio.Queue[Report]()
        try:
            intake = await asyncio.to_thread(Intake, self._program, self._session_id)
            await undivided(asyncio.to_thread(self._announce))
            page = await self._whatsapp.open(self._session_id, reports.put_nowait)
            try:
                await asyncio.to_thread(self._ready, page)
                await self._live(page, reports, intake)
            finally:
                await page.close()
        except PageLost as error:
            log.warning("no browser", session=self._session_id, reason=str(error))
            await self._lost(BrowserLost(reason=str(error)))
        except asyncio.CancelledError:
            await self._closed()
            raise

    def _announce(self) -> None:
        """A browser is being opened. Raises ImpossibleMove when none is wanted."""
        settings = self._program.settings
        self._context_id = self._program.sessions.record_browser.opened(
            self._session_id,
            node=settings.node,
            profile=str(settings.profiles / str(self._session_id)),
        )
        self._opened_at = self._program.journal.end

    def _ready(self, page: WhatsappPage) -> None:
        self._program.sessions.record_browser.ready(
            self._session_id, pid=page.pid, endpoint=page.endpoint
        )

    async def _live(
        self, page: WhatsappPage, reports: asyncio.Queue[Report], intake: Intake
    ) -> None:
        """Hear, ask and send side by side; returns when the browser is lost."""
        sender = Sender(self._program, self._session_id, page)
        work = {
            asyncio.create_task(sender.run()),
            asyncio.create_task(intake.run(page)),
            asyncio.create_task(self._hear(reports, intake, sender)),
        }
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _hear(
        self, reports: asyncio.Queue[Report], intake: Intake, sender: Sender
    ) -> None:
        while True:
            report = await reports.get()
            if isinstance(report, MessageSeen | AckSeen):
                await asyncio.to_thread(intake.take, report)
                continue
            sender.linked.clear()
            if isinstance(report, BrowserLost):
                await self._lost(report)
                return
            await self._record(report)
            if isinstance(report, Linked):
                intake.missed.set()
                sender.linked.set()

    async def _lost(self, lost: BrowserLost) -> None:
        """Its end is ours to record, and no sign that another took its place."""
        self._context_id = None
        await self._record(lost)

    async def _record(self, report: SessionReport) -> None:
        try:
            await asyncio.to_thread(
                self._program.sessions.record_report, self._session_id, report
            )
        except (ImpossibleMove, NotFound) as error:
            # A late word of a page whose session was stopped or deleted meanwhile.
            log.info("report set aside", session=self._session_id, reason=str(error))

    async def _closed(self) -> None:
        browsers, reason = self._program.sessions.record_browser, self.leaving
        self._context_id = None
        with suppress(DomainError):
            await asyncio.to_thread(browsers.closed, self._session_id, reason=reason)
        await self._record(StreamLost(reason=reason))
