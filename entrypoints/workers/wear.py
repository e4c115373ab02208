"""Says when a browser has served its time, so that the next one takes its place."""

import asyncio
import time
from typing import Final

from domain.whatsapp import PageLost, WhatsappPage
from entrypoints.settings import Settings

MEGABYTE: Final = 1024 * 1024
HOUR: Final = 3600.0


class Wear:
    """``offline_since`` is when the page lost its connection, in ``time.monotonic``."""

    look_every = 60.0
    young = 1800.0
    """Seconds in which a browser is not replaced for its size: it would be again."""
    longest_offline = 900.0
    """Seconds in which a page may try by itself to get its connection back."""

    def __init__(self, session_id: int, page: WhatsappPage, settings: Settings) -> None:
        self.offline_since: float | None = None
        self._page = page
        self._most = settings.browser_memory_mb * MEGABYTE
        self._began = time.monotonic()
        # Those that were opened together are not to be replaced together.
        self._oldest = settings.browser_hours * HOUR * (1 - session_id % 10 / 100)

    async def run(self) -> str:
        """Returns why, when it is time."""
        while True:
            await asyncio.sleep(self.look_every)
            if reason := self._from_age() or await self._from_size():
                return reason

    def _from_age(self) -> str | None:
        now = time.monotonic()
        if now - (self.offline_since or now) > self.longest_offline:
            return "it did not get its connection back"
        age = now - self._began
        return f"{age / HOUR:.1f} hours old" if age > self._oldest else None

    async def _from_size(self) -> str | None:
        if time.monotonic() - self._began < self.young:
            return None
        try:
            size = await self._page.memory()
        except PageLost:
            return None
        if size <= self._most:
            return None
        return f"it took {size // MEGABYTE} MB of memory"
