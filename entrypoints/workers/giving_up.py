"""Ends messages that nobody will send, so that none is in progress for ever.

It looks at what waits, not at what has just happened: so it does not matter whether
the gateway was running when a login ended. What did go out without a word of it is
found by its receipt, and counts as sent after all.
"""

import asyncio
from datetime import timedelta
from typing import Final

from domain.reference import SessionStatus
from entrypoints.program import Program
from projections.send_outbox import too_late
from projections.send_outbox_queries import Abandoned, abandoned

LOOK_SECONDS: Final = 1.0
AGAIN_SECONDS: Final = 60.0
"""Time alone makes messages too old."""

GONE: Final = {
    SessionStatus.LOGGED_OUT: "its session was logged out",
    SessionStatus.EXPIRED: "its session has expired",
}


class GivingUp:
    """What waits for a page that is linked is for that page's sender to judge."""

    def __init__(self, program: Program) -> None:
        self._program = program

    async def run(self) -> None:
        """Until cancelled."""
        applied = self._program.projector.applied
        while True:
            seen = applied.position
            await asyncio.to_thread(self._give_up)
            await asyncio.sleep(LOOK_SECONDS)
            await applied.wait_soon(after=seen, timeout=AGAIN_SECONDS)

    def _give_up(self) -> None:
        within = timedelta(hours=self._program.settings.send_within)
        with self._program.reading() as rows:
            found = abandoned(rows, before=self._program.clock.now() - within)
        for it in found:
            outcome = self._program.messages.record_outcome
            outcome.failed(it.message_id, reason=self._reason(it))

    def _reason(self, it: Abandoned) -> str:
        reason = GONE.get(it.status) or too_late(self._program.settings.send_within)
        if it.is_deleted:
            reason = "its session was deleted"
        return f"{reason}; an attempt had no answer" if it.attempts else reason
