"""What a page tells, in order: into the log, and to those who act on it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import structlog

from domain.kernel import NotFound
from domain.whatsapp import (
    BrowserLost,
    ChatReport,
    LifeReport,
    Linked,
    MessageReport,
    PageLost,
    PageSilent,
    QrExhausted,
    Report,
    SessionReport,
    StreamLost,
    TakenOver,
    WhatsappPage,
)
from domain.whatsapp_session.errors import ImpossibleMove
from entrypoints.program import Program
from entrypoints.workers.courtesies import Courtesies
from entrypoints.workers.intake import Intake
from entrypoints.workers.patience import Patience
from entrypoints.workers.perseverance import persevere_soon
from entrypoints.workers.sending import Sender
from entrypoints.workers.wear import Wear

log = structlog.get_logger()


async def recorded(program: Program, session_id: int, report: SessionReport) -> bool:
    """False for a late word of a page whose session was stopped meanwhile."""
    try:
        await asyncio.to_thread(program.sessions.record_report, session_id, report)
    except (ImpossibleMove, NotFound) as error:
        log.info("report set aside", session=session_id, reason=str(error))
        return False
    return True


class Hearing:
    """Of one open page."""

    def __init__(
        self,
        program: Program,
        session_id: int,
        page: WhatsappPage,
        *,
        intake: Intake,
        sender: Sender,
        courtesies: Courtesies,
        patience: Patience,
        wear: Wear,
    ) -> None:
        self._program = program
        self._session_id = session_id
        self._page = page
        self._intake = intake
        self._sender = sender
        self._courtesies = courtesies
        self._patience = patience
        self._wear = wear
        self._linked = False
        self._plan: asyncio.Task[None] | None = None
        """What will be done unless the page says something first."""

    async def run(
        self, reports: asyncio.Queue[Report], shown: Callable[[], None]
    ) -> BrowserLost:
        """Until the browser is lost. ``shown`` is called as the page shows itself."""
        try:
            while True:
                report = await reports.get()
                if isinstance(report, MessageReport | ChatReport):
                    await self._intake.hear(report, self._courtesies)
                    continue
                if isinstance(report, LifeReport):
                    await asyncio.to_thread(self._feel, report)
                    continue
                shown()
                self._unlink()
                if isinstance(report, BrowserLost):
                    return report
                await self._attend(report)
        finally:
            self._unlink()

    def _feel(self, report: LifeReport) -> None:
        browsers, page = self._program.sessions.record_browser, self._page
        if isinstance(report, PageSilent):
            browsers.doubted(self._session_id, reason=report.reason)
        else:
            browsers.ready(self._session_id, pid=page.pid, endpoint=page.endpoint)

    async def _attend(self, report: SessionReport) -> None:
        match report:
            case Linked():
                await self._link(report)
            case QrExhausted() if self._patience.with_codes():
                self._try(report, self._page.refresh_qr, self._patience.code_pause)
                await self._record(StreamLost(reason=self._patience.why_codes))
            case TakenOver() if self._patience.with_conflicts():
                self._try(report, self._page.take_over, self._patience.conflict_pause)
                await self._record(StreamLost(reason=self._patience.why_conflict))
            case _:
                if isinstance(report, StreamLost):
                    self._wear.offline_since = time.monotonic()
                await self._record(report)

    def _unlink(self) -> None:
        """Whatever it says of itself: it can be asked, and send, once it is Linked."""
        if self._plan:
            self._plan.cancel()
        self._plan = self._wear.offline_since = None
        self._linked = False
        self._sender.unlink()
        self._program.pages.remove(self._session_id)

    async def _link(self, linked: Linked) -> None:
        if not await self._record(linked):
            return
        self._patience.linked()
        self._program.pages.add(self._session_id, self._page)
        self._intake.missed.set()
        self._sender.link()
        self._linked = True
        session = await asyncio.to_thread(
            self._program.sessions.all.get, self._session_id
        )
        if session.settings.always_online:
            self.be_online()

    def be_online(self) -> None:
        """At once, or at the next login, which looks at the settings itself."""
        if self._linked:
            self._courtesies.be_online()

    def _try(
        self, report: SessionReport, act: Callable[[], Awaitable[None]], pause: float
    ) -> None:
        work = partial(self._in_a_while, report, act, pause)
        record = self._program.record_system_error
        name = f"session {self._session_id}, trying again"
        self._plan = asyncio.create_task(persevere_soon(name, work, record))

    async def _in_a_while(
        self, report: SessionReport, act: Callable[[], Awaitable[None]], pause: float
    ) -> None:
        """A page on which it has no effect is taken at its first word."""
        await asyncio.sleep(pause)
        with suppress(PageLost):
            await act()
        await asyncio.sleep(self._patience.for_an_effect)
        await self._record(report)

    async def _record(self, report: SessionReport) -> bool:
        return await recorded(self._program, self._session_id, report)
