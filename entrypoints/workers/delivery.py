"""One attempt to send one message, and what is recorded of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Final

import structlog

from adapters.database import writing
from adapters.media import MediaRefused, MediaUnavailable
from domain.message.contents import media_of
from domain.whatsapp import (
    Ack,
    AckSeen,
    MediaFile,
    MessageKey,
    Outgoing,
    PageFault,
    PageLost,
    SendRefused,
    WhatsappPage,
)
from entrypoints.program import Program
from projections import send_outbox
from projections.send_outbox import SendItem

log = structlog.get_logger()

EARLIER = timedelta(minutes=1)
"""WhatsApp's clock may be behind ours."""

MOST_UNANSWERED: Final = 10
"""Attempts that took the page with them, or its answer: it may be the message."""


class Delivery:
    """By one page. ``losses`` counts how often that lost its connection.

    A fault that came with such a loss is not the message's own.
    """

    first_pause, longest_pause = 0.5, 30.0
    """Seconds after the first fault of a message, and at most; each is four times the
    one before."""

    def __init__(
        self, program: Program, page: WhatsappPage, losses: Callable[[], int]
    ) -> None:
        self._program = program
        self._page = page
        self._losses = losses

    async def attempt(self, row: SendItem) -> bool:
        """Whether the message may have gone out. Raises PageLost: no answer came."""
        if row.unanswered >= MOST_UNANSWERED:
            await self._give_up(row)
            return False
        if reason := self._too_late(row):
            await self._fail(row, reason)
            return False
        losses = self._losses()
        try:
            async with self._file_of(row) as file:
                key = MessageKey(**row.key)
                sent = await self._page.send(
                    Outgoing(key=key, content=row.content, file=file)
                )
        except (SendRefused, MediaRefused) as error:
            await self._fail(row, str(error))
        except MediaUnavailable as error:
            await self._after_fault(row, str(error), own=lambda: True)
        except PageFault as error:
            own = self._losses
            await self._after_fault(row, str(error), own=lambda: losses == own())
        except PageLost:
            raise
        except Exception as error:  # in one message, and no reason to end a visit
            log.exception("not sent, unexpectedly", message=row.message_id)
            reason = f"It could not be sent: {type(error).__name__}"
            await self._after_fault(row, reason, own=lambda: True)
        else:
            outcome = self._program.messages.record_outcome
            await asyncio.to_thread(outcome.sent, row.message_id, sent)
            return True
        return False

    @asynccontextmanager
    async def _file_of(self, row: SendItem) -> AsyncIterator[MediaFile | None]:
        """What goes out with it, on this machine for as long as that takes."""
        media = media_of(row.content)
        if media is None:
            yield None
            return
        file = await self._program.media.fetch(*media)
        try:
            yield file
        finally:
            with suppress(OSError):  # it is swept later
                self._program.media.discard(file)

    def _too_late(self, row: SendItem) -> str | None:
        hours = self._program.settings.send_within
        if self._program.clock.now() - row.accepted_at <= timedelta(hours=hours):
            return None
        return send_outbox.too_late(hours)

    async def _after_fault(
        self, row: SendItem, reason: str, own: Callable[[], bool]
    ) -> None:
        """Wait a while; only then is it known whose fault it was."""
        log.warning("not sent yet", message=row.message_id, reason=reason)
        pause = min(self.first_pause * 4.0**row.faults, self.longest_pause)
        await asyncio.sleep(pause)
        faulty = own()
        if faulty and row.faults + 1 >= self._program.settings.send_attempts:
            await self._fail(row, reason)
        else:
            await asyncio.to_thread(self.give_back, row, faulty=faulty, answered=True)

    async def _give_up(self, row: SendItem) -> None:
        """Looked up once more, and out of the way of those behind it."""
        reason = f"WhatsApp Web gave no answer in {MOST_UNANSWERED} attempts"
        try:
            await self._fail(row, reason)
        except PageLost:
            outcome = self._program.messages.record_outcome
            await asyncio.to_thread(outcome.failed, row.message_id, reason=reason)

    async def _fail(self, row: SendItem, reason: str) -> None:
        """What an earlier attempt brought to WhatsApp did not fail."""
        outcome = self._program.messages.record_outcome
        if row.attempts > 1 and (ack := await self._came_to(row)):
            await asyncio.to_thread(outcome.acknowledged, row.message_id, ack)
        else:
            await asyncio.to_thread(outcome.failed, row.message_id, reason=reason)

    async def _came_to(self, row: SendItem) -> Ack | None:
        for seen in await self._page.seen_since(row.accepted_at - EARLIER):
            if isinstance(seen, AckSeen) and seen.key.id == row.key["id"]:
                return seen.ack if seen.ack >= Ack.SENT else None
        return None

    def give_back(
        self, row: SendItem, *, faulty: bool = False, answered: bool = False
    ) -> None:
        now, id_ = self._program.clock.now(), row.message_id
        with writing(self._program.tables) as rows:
            send_outbox.retry(rows, id_, due_at=now, faulty=faulty, answered=answered)
