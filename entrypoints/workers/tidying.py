"""Removes files whose time is over: uploads, and what came with messages."""

import asyncio
from typing import Final

from entrypoints.program import Program

PAUSE_SECONDS: Final = 60.0
"""They are not shown any more from the second on; this is about the disk."""


class Tidier:
    def __init__(self, program: Program, *, pause: float = PAUSE_SECONDS) -> None:
        self._program = program
        self._pause = pause

    async def run(self) -> None:
        """Until cancelled."""
        media, clock = self._program.media, self._program.clock
        while True:
            await asyncio.to_thread(media.sweep, clock.now())
            await asyncio.sleep(self._pause)
