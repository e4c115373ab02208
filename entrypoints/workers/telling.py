"""Delivers webhooks from their to-do list, at least once, in order per session."""

import asyncio
from datetime import timedelta
from random import uniform
from typing import Any, Final, cast

import structlog

from adapters.database import writing
from adapters.event_store.envelope import Recorded
from adapters.webhooks import payloads
from adapters.webhooks.client import Answer, WebhookClient
from adapters.webhooks.signatures import Letter
from domain.whatsapp_session.rules import wants
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.program import Program
from entrypoints.workers.perseverance import report, undivided
from projections import webhook_outbox
from projections.webhook_outbox import Delivery, DeliveryStatus

log = structlog.get_logger()

MARGIN: Final = timedelta(seconds=5)
"""A lease is longer than an attempt may take by this. It ends a dead worker's claim."""

LOOK_SECONDS: Final = 1.0
LONGEST_PAUSE: Final = timedelta(hours=1)
GIVE_UP_AFTER: Final = timedelta(days=3)


class Teller:
    """A task for each session that has something to tell: none waits for another."""

    def __init__(
        self, program: Program, client: WebhookClient, *, margin: timedelta = MARGIN
    ) -> None:
        self._program = program
        self._client = client
        self._lease = timedelta(seconds=client.deadline) + margin
        self._busy: set[int] = set()

    async def run(self) -> None:
        """Until cancelled."""
        applied = self._program.projector.applied
        async with asyncio.TaskGroup() as group:
            while True:
                seen = applied.position
                for session_id in await asyncio.to_thread(self._due):
                    if session_id not in self._busy:
                        self._busy.add(session_id)
                        group.create_task(self._tell(session_id))
                await applied.wait_soon(after=seen, timeout=LOOK_SECONDS)

    async def _tell(self, session_id: int) -> None:
        """Everything that is due of one session, one after the other."""
        try:
            while await undivided(self._tell_next(session_id)):
                pass
        finally:
            self._busy.discard(session_id)

    async def _tell_next(self, session_id: int) -> bool:
        """False when there is nothing to tell now."""
        row = await asyncio.to_thread(self._claim, session_id)
        if row is not None:
            await self._deliver(row)
        return row is not None

    async def _deliver(self, row: Delivery) -> None:
        if self._is_old(row):
            await asyncio.to_thread(self._record, row, TOO_OLD)
            return
        try:
            letter = await asyncio.to_thread(self._letter, row)
        except Exception as error:  # noqa: BLE001 - it must not stop all others
            record = self._program.record_system_error
            await asyncio.to_thread(report, "webhooks", error, record)
            await asyncio.to_thread(self._record, row, UNREADABLE)
            return
        if letter is None:
            await asyncio.to_thread(self._settle, row, DeliveryStatus.DROPPED)
            return
        now = int(self._program.clock.now().timestamp())
        answer = await self._client.post(letter, timestamp=now)
        await asyncio.to_thread(self._record, row, answer)

    def _letter(self, row: Delivery) -> Letter | None:
        """None when the owner does not want to hear of it (any more)."""
        session = self._program.sessions.all.get(row.whatsapp_session_id)
        if session.deleted or not wants(session.settings, row.event):
            return None
        (recorded,) = self._program.journal.page(after=row.position - 1, size=1)
        return Letter(
            id=row.id,
            event_id=str(recorded.envelope.id),
            url=cast(str, session.settings.webhook_url),
            body=self._body(row, recorded, session),
            attempt=row.attempts,
            secret=self._program.secrets.open(session.webhook_secret),
            bare_secret=session.settings.webhook_signature,
        )

    def _body(
        self, row: Delivery, recorded: Recorded, session: WhatsappSession
    ) -> bytes:
        event: Any = recorded.envelope.event
        data: Any
        if row.message_id is None:
            data = payloads.fact_data(row.event, event)
        else:
            message = self._program.messages.as_of(row.message_id, row.position)
            data = payloads.message_data(row.event, event, message)
        return payloads.body(row.event, session.id, event.at, data)

    def _record(self, row: Delivery, answer: Answer) -> None:
        if answer.settles:
            return self._settle(row, DeliveryStatus.DELIVERED, answer)
        log.info(
            "webhook not taken",
            delivery=row.id,
            attempt=row.attempts,
            status=answer.status,
            error=answer.error,
        )
        status = DeliveryStatus.DEAD if self._is_old(row) else DeliveryStatus.PENDING
        return self._settle(row, status, answer)

    def _is_old(self, row: Delivery) -> bool:
        """So is most of a table that was lost, and filled again from the log."""
        return self._program.clock.now() - row.created_time > GIVE_UP_AFTER

    def _settle(
        self, row: Delivery, status: DeliveryStatus, answer: Answer | None = None
    ) -> None:
        now = self._program.clock.now()
        with writing(self._program.tables) as rows:
            webhook_outbox.settle(
                rows,
                row.id,
                status=status,
                now=now,
                last_status=answer.status if answer else None,
                last_error=answer.error if answer else None,
                due_at=now + self._pause(row.attempts),
            )

    def _pause(self, attempts: int) -> timedelta:
        """Twice as long after each attempt, with jitter, so that retries spread out."""
        first = self._program.settings.webhook_first_retry
        seconds = min(
            first * 2.0 ** min(attempts - 1, 60), LONGEST_PAUSE.total_seconds()
        )
        return timedelta(seconds=seconds * uniform(0.8, 1.2))  # noqa: S311

    def _due(self) -> list[int]:
        with self._program.reading() as rows:
            now = self._program.clock.now()
            return [*webhook_outbox.sessions_due(rows, now=now)]

    def _claim(self, session_id: int) -> Delivery | None:
        with writing(self._program.tables) as rows:
            now = self._program.clock.now()
            return webhook_outbox.claim_next(
                rows, session_id, now=now, lease=self._lease
            )


TOO_OLD: Final = Answer(None, "it happened too long ago to be told now")

UNREADABLE: Final = Answer(400, "it could not be made: see the system errors")
"""As a refusal: it holds up no other."""
