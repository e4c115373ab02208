"""Sends a session's accepted messages, one after the other, in the order of acceptance.

Only the process that holds the session's browser runs this. When it dies between
sending and writing that down, its successor asks WhatsApp Web for the message's key
before it sends: so nothing is lost, and nothing is sent twice.
"""

import asyncio
from datetime import timedelta
from typing import Final

import structlog

from adapters.database import writing
from domain.whatsapp import PageLost, WhatsappPage
from entrypoints.program import Program
from entrypoints.workers.delivery import Delivery
from entrypoints.workers.outbox import Outbox
from entrypoints.workers.pace import Pace
from entrypoints.workers.perseverance import Pauses
from projections import send_outbox
from projections.send_outbox import SendItem

log = structlog.get_logger()

LEASE: Final = timedelta(minutes=5)


class Sender:
    """Sends while the page is ``linked``; made where that is told of it."""

    def __init__(
        self,
        program: Program,
        session_id: int,
        page: WhatsappPage,
        *,
        outbox: Outbox,
        pace: Pace,
    ) -> None:
        self.pace = pace
        self._linked = asyncio.Event()
        self._losses = 0
        self._under_way = asyncio.Lock()
        self._program = program
        self._session_id = session_id
        self._work = outbox.work_of(session_id)
        self._delivery = Delivery(program, page, lambda: self._losses)
        self._pauses = Pauses()

    def link(self) -> None:
        self._linked.set()

    def unlink(self) -> None:
        self._losses += 1
        self._linked.clear()

    async def rest(self) -> None:
        """Return between two messages, and begin no other."""
        await self._under_way.acquire()

    async def run(self) -> None:
        """Until cancelled."""
        await asyncio.to_thread(self._release)
        while True:
            await self._linked.wait()
            await self.pace.wait()
            self._work.clear()
            if not await self._send_next():
                await self._work.wait()

    async def _send_next(self) -> bool:
        """Not the next message before this one has its outcome: order is kept."""
        async with self._under_way:
            if not self._linked.is_set():
                return True
            row = await asyncio.to_thread(self._claim)
            if row is None:
                return False
            try:
                if await self._delivery.attempt(row):
                    self.pace.sent()
            except PageLost as error:
                log.warning("no answer", message=row.message_id, reason=str(error))
                self.pace.sent()
                await asyncio.to_thread(self._delivery.give_back, row)
                await asyncio.sleep(self._pauses.next())
        return True

    def _release(self) -> None:
        """What a dead predecessor had claimed is ours now."""
        with writing(self._program.tables) as rows:
            send_outbox.release(rows, self._session_id, now=self._program.clock.now())

    def _claim(self) -> SendItem | None:
        now = self._program.clock.now()
        with self._program.reading() as rows:
            if not send_outbox.is_due(rows, self._session_id, now=now):
                return None
        with writing(self._program.tables) as rows:
            return send_outbox.claim_next(
                rows,
                self._session_id,
                now=now,
                lease=LEASE,
                node=self._program.settings.node,
            )
