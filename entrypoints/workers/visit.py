"""All that is done with one open page, side by side, for as long as it is open."""

import asyncio
from collections.abc import Callable

from domain.whatsapp import BrowserLost, Report, WhatsappPage
from entrypoints.program import Program
from entrypoints.workers.courtesies import Courtesies
from entrypoints.workers.hearing import Hearing
from entrypoints.workers.intake import Intake
from entrypoints.workers.outbox import Outbox
from entrypoints.workers.pace import Pace
from entrypoints.workers.patience import Patience
from entrypoints.workers.sending import Sender
from entrypoints.workers.wear import Wear
from projections.whatsapp_session_queries import SessionRow


class Visit:
    def __init__(
        self,
        program: Program,
        session_id: int,
        page: WhatsappPage,
        *,
        intake: Intake,
        patience: Patience,
        outbox: Outbox,
        pace: Pace,
    ) -> None:
        self._courtesies = Courtesies(session_id, page)
        self._page = page
        self._intake = intake
        self._sender = Sender(program, session_id, page, outbox=outbox, pace=pace)
        self._wear = Wear(session_id, page, program.settings)
        self._hearing = Hearing(
            program,
            session_id,
            page,
            intake=intake,
            sender=self._sender,
            courtesies=self._courtesies,
            patience=patience,
            wear=self._wear,
        )

    def heed(self, row: SessionRow) -> str | None:
        """Act on what its owner wants; why the browser has to go, if it does."""
        self._sender.pace.protect(wanted=row.account_protection)
        if row.always_online and not self._courtesies.shown_online:
            self._hearing.be_online()
        if self._courtesies.shown_online and not row.always_online:
            return "it is not to be shown online any more"
        return None

    async def run(
        self, reports: asyncio.Queue[Report], shown: Callable[[], None]
    ) -> BrowserLost | str:
        """Why it is over: the browser was lost, or has served its time."""
        hearing = asyncio.create_task(self._hearing.run(reports, shown))
        wear = asyncio.create_task(self._served())
        for_ever = {
            asyncio.create_task(self._sender.run()),
            asyncio.create_task(self._intake.run(self._page, self._courtesies)),
            asyncio.create_task(self._courtesies.run()),
        }
        every = {hearing, wear, *for_ever}
        try:
            done, _ = await asyncio.wait(every, return_when=asyncio.FIRST_COMPLETED)
            for failed in done & for_ever:
                failed.result()
            return hearing.result() if hearing.done() else wear.result()
        finally:
            for task in every:
                task.cancel()
            await asyncio.gather(*every, return_exceptions=True)

    async def _served(self) -> str:
        """Only between two messages: none is to be asked for again without need."""
        reason = await self._wear.run()
        await self._sender.rest()
        return reason
