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
from domain.whatsapp import MessageKey, Outgoing, PageLost, SendRefused, WhatsappPage
from entrypoints.program import Program
from entrypoints.workers.perseverance import Pauses
from projections import send_outbox
from projections.send_outbox import SendItem

log = structlog.get_logger()

LEASE: Final = timedelta(minutes=5)
LOOK_SECONDS: Final = 1.0


class Sender:
    """``linked`` is set while the page can send."""

    def __init__(self, program: Program, session_id: int, page: WhatsappPage) -> None:
        self.linked = asyncio.Event()
        self._program = program
        self._session_id = session_id
        self._page = page
        self._pauses = Pauses()

    async def run(self) -> None:
        """Until cancelled."""
        applied = self._program.projector.applied
        await asyncio.to_thread(self._release)
        while True:
            await self.linked.wait()
            seen = applied.position
            row = await asyncio.to_thread(self._claim)
            if row is None:
                await applied.wait_soon(after=seen, timeout=LOOK_SECONDS)
            else:
                await self._finish(row)

    async def _finish(self, row: SendItem) -> None:
        """Not the next message before this one has its outcome: order is kept."""
        outcome = self._program.messages.record_outcome
        message = Outgoing(key=MessageKey(**row.key), content=row.content)
        while True:
            await self.linked.wait()
            try:
                sent = await self._page.send(message)
            except SendRefused as error:
                await asyncio.to_thread(
                    outcome.failed, row.message_id, reason=str(error)
                )
                return
            except PageLost as error:
                log.warning("not sent yet", message=row.message_id, reason=str(error))
                await asyncio.sleep(self._pauses.next())
            else:
                await asyncio.to_thread(outcome.sent, row.message_id, sent)
                return

    def _release(self) -> None:
        """What a dead predecessor had claimed is ours now."""
        with writing(self._program.tables) as rows:
            send_outbox.release(rows, self._session_id, now=self._program.clock.now())

    def _claim(self) -> SendItem | None:
        with self._program.reading() as rows:
            if not send_outbox.has_work(rows, self._session_id):
                return None
        with writing(self._program.tables) as rows:
            return send_outbox.claim_next(
                rows,
                self._session_id,
                now=self._program.clock.now(),
                lease=LEASE,
                node=self._program.settings.node,
            )
