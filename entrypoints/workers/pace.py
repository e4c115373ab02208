"""Account protection: the least time between two messages of a session."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, Self

from entrypoints.program import Program
from projections.message_queries import latest_sent_at

WHOLE_SECONDS: Final = timedelta(seconds=1)
"""WhatsApp's times are cut to seconds: it may have been so much later."""


class Pace:
    """Measured from when a message went out last, by whichever gateway that was."""

    def __init__(self, program: Program, last: datetime | None) -> None:
        self._free = asyncio.Event()
        self._free.set()
        self._clock = program.clock
        self._gap = program.settings.protection_seconds
        self._last = last

    @classmethod
    def of(cls, program: Program, session_id: int) -> Self:
        with program.settled() as rows:
            last = latest_sent_at(rows, session_id)
        return cls(program, last + WHOLE_SECONDS if last else None)

    def sent(self) -> None:
        """A message went out now, or may have."""
        self._last = self._clock.now()

    def protect(self, *, wanted: bool) -> None:
        """It has its effect at once, also on who waits."""
        if wanted:
            self._free.clear()
        else:
            self._free.set()

    async def wait(self) -> None:
        """Until the next one may go out."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._left()):
                await self._free.wait()

    def _left(self) -> float:
        if self._last is None:
            return 0.0
        left = self._gap - (self._clock.now() - self._last).total_seconds()
        return min(left, self._gap)  # the clock may have been put back
