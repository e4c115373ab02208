"""One session's life with its browsers: opens them, sees them end, writes it down."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from domain.kernel import DomainError, NotFound
from domain.whatsapp import (
    BrowserLost,
    PageLost,
    Report,
    StreamLost,
    Whatsapp,
    WhatsappPage,
)
from domain.whatsapp_session.errors import ImpossibleMove
from domain.whatsapp_session.settings import SessionSettings
from entrypoints.program import Program
from entrypoints.workers.hearing import recorded
from entrypoints.workers.intake import Intake
from entrypoints.workers.outbox import Outbox
from entrypoints.workers.pace import Pace
from entrypoints.workers.patience import Patience
from entrypoints.workers.perseverance import Pauses, undivided
from entrypoints.workers.starts import Starts
from entrypoints.workers.visit import Visit
from projections.whatsapp_session_queries import SessionRow

log = structlog.get_logger()


class Link:
    """From the moment a session wants a browser until it no longer does."""

    leaving = "cancelled"
    """Why this ends; set before it is cancelled."""

    def __init__(
        self,
        program: Program,
        whatsapp: Whatsapp,
        session_id: int,
        *,
        starts: Starts,
        outbox: Outbox,
    ) -> None:
        self._program = program
        self._whatsapp = whatsapp
        self._session_id = session_id
        self._starts = starts
        self._outbox = outbox
        self._patience = Patience(program.settings)
        self._context_id: int | None = None
        self._opened_at = 0
        self._proxy_url: str | None = None
        self._visit: Visit | None = None

    def heed(self, row: SessionRow, position: int) -> str | None:
        """Act on what the tables, as of a position, say that the owner wants.

        Returns why our browser has to go, if it does: then another takes its place.
        """
        if self._context_id is None or position < self._opened_at:
            return None
        if row.browser_context_id != self._context_id:
            return "no longer wanted"
        if row.proxy_url != self._proxy_url:
            return "another proxy was set"
        return self._visit.heed(row) if self._visit else None

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
        """One browser's life: until it is over, or this is cancelled."""
        shown = await self._starts.begin()
        try:
            end = await self._opened(shown)
        except PageLost as error:
            log.warning("no browser", session=self._session_id, reason=str(error))
            await self._lost(BrowserLost(reason=str(error)))
        except asyncio.CancelledError:
            await self._closed(self.leaving)
            raise
        else:
            if isinstance(end, str):
                await self._closed(f"recycled: {end}")
        finally:
            shown()

    async def _opened(self, shown: Callable[[], None]) -> BrowserLost | str:
        """Why its life is over. Raises PageLost when it could not begin."""
        reports = asyncio.Queue[Report]()
        intake = Intake(self._program, self._session_id)
        pace = await asyncio.to_thread(Pace.of, self._program, self._session_id)
        wanted = await undivided(asyncio.to_thread(self._announce))
        pace.protect(wanted=wanted.account_protection)
        self._proxy_url = wanted.proxy_url
        page = await self._whatsapp.open(
            self._session_id, reports.put_nowait, proxy_url=wanted.proxy_url
        )
        try:
            await asyncio.to_thread(self._ready, page)
            self._visit = self._begin_visit(page, intake, pace)
            end = await self._visit.run(reports, shown)
            if isinstance(end, BrowserLost):
                await self._lost(end)
            return end
        finally:
            self._visit = None
            await page.close()

    def _begin_visit(self, page: WhatsappPage, intake: Intake, pace: Pace) -> Visit:
        return Visit(
            self._program,
            self._session_id,
            page,
            intake=intake,
            patience=self._patience,
            outbox=self._outbox,
            pace=pace,
        )

    def _announce(self) -> SessionSettings:
        """A browser is being opened. Raises ImpossibleMove when none is wanted."""
        settings = self._program.settings
        context_id = self._program.sessions.record_browser.opened(
            self._session_id,
            node=settings.node,
            profile=str(settings.profiles / str(self._session_id)),
        )
        # In this order: the supervisor, on its own thread, may look at both right now.
        self._opened_at = self._program.journal.end
        self._context_id = context_id
        return self._program.sessions.all.get(self._session_id).settings

    def _ready(self, page: WhatsappPage) -> None:
        self._program.sessions.record_browser.ready(
            self._session_id, pid=page.pid, endpoint=page.endpoint
        )

    async def _lost(self, lost: BrowserLost) -> None:
        """Its end is ours to record, and no sign that another took its place."""
        self._context_id = None
        await recorded(self._program, self._session_id, lost)

    async def _closed(self, reason: str) -> None:
        browsers = self._program.sessions.record_browser
        self._context_id = None
        with suppress(DomainError):
            await asyncio.to_thread(browsers.closed, self._session_id, reason=reason)
        await recorded(self._program, self._session_id, StreamLost(reason=reason))
