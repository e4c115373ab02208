"""Ends what deleted sessions left: logins, profiles.

It looks at what is there, not at what has just been deleted: so it does not matter
whether the session was connected then, or the gateway running.
"""

import asyncio
from contextlib import suppress
from typing import Final

import structlog

from domain.whatsapp import (
    BrowserLost,
    Linked,
    PageLost,
    QrShown,
    Report,
    Unlinked,
    Whatsapp,
)
from entrypoints.program import Program
from projections.whatsapp_session_queries import deleted_among

log = structlog.get_logger()

LOOK_SECONDS: Final = 1.0
PATIENCE: Final = 60.0
"""Seconds to reach WhatsApp. Then the login is only erased here; the person's phone
shows the device until WhatsApp expires it."""


class Forgetter:
    def __init__(self, program: Program, whatsapp: Whatsapp) -> None:
        self._program = program
        self._whatsapp = whatsapp

    async def run(self) -> None:
        """Until cancelled."""
        applied = self._program.projector.applied
        while True:
            seen = applied.position
            kept = await self._whatsapp.kept()
            for session_id in await asyncio.to_thread(self._deleted, [*kept]):
                with suppress(PageLost):  # its browser is not closed yet
                    await self._forget(session_id)
            await asyncio.sleep(LOOK_SECONDS)
            await applied.wait_soon(after=seen, timeout=PATIENCE)

    def _deleted(self, kept: list[int]) -> set[int]:
        with self._program.reading() as rows:
            return deleted_among(rows, kept)

    def _proxy_of(self, session_id: int) -> str | None:
        """Its last steps, too, are to be seen from where its owner wanted."""
        return self._program.sessions.all.get(session_id).settings.proxy_url

    async def _forget(self, session_id: int) -> None:
        """Raises PageLost while another browser uses the profile."""
        reports = asyncio.Queue[Report]()
        proxy_url = await asyncio.to_thread(self._proxy_of, session_id)
        page = await self._whatsapp.open(
            session_id, reports.put_nowait, proxy_url=proxy_url
        )
        try:
            async with asyncio.timeout(PATIENCE):
                if await _is_linked(reports):
                    await page.log_out()
        except (PageLost, TimeoutError) as error:
            log.warning("not logged out", session=session_id, reason=str(error))
        finally:
            await page.close()
        await self._whatsapp.forget(session_id)


async def _is_linked(reports: asyncio.Queue[Report]) -> bool:
    while True:
        match await reports.get():
            case Linked():
                return True
            case QrShown() | Unlinked() | BrowserLost():
                return False
