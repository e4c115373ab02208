"""Wakes who has something to send: one look at the to-do list for all sessions."""

import asyncio
from collections import defaultdict
from typing import Final

from entrypoints.program import Program
from projections.send_outbox_queries import sessions_with_work

LOOK_SECONDS: Final = 1.0
"""The longest time until a message is seen that nobody told of."""


class Outbox:
    def __init__(self, program: Program) -> None:
        self._program = program
        self._work = defaultdict[int, asyncio.Event](asyncio.Event)

    async def run(self) -> None:
        """Until cancelled."""
        applied = self._program.projector.applied
        while True:
            seen = applied.position
            for session_id in await asyncio.to_thread(self._sessions):
                self._work[session_id].set()
            await applied.wait_soon(after=seen, timeout=LOOK_SECONDS)

    def work_of(self, session_id: int) -> asyncio.Event:
        """Set when there may be something to send. Clear it before looking."""
        return self._work[session_id]

    def _sessions(self) -> list[int]:
        with self._program.reading() as rows:
            return sessions_with_work(rows)
