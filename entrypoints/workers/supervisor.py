"""Keeps a browser open for every session that wants one, and for no other."""

import asyncio
from collections.abc import Iterable

from domain.whatsapp import Whatsapp
from entrypoints.program import Program
from entrypoints.workers.link import Link
from entrypoints.workers.perseverance import persevere_soon
from projections.whatsapp_session_queries import sessions_wanting_browser

LOOK_SECONDS = 1.0
"""The longest time until a change in the tables is seen that nobody told of."""


class Supervisor:
    """Compares what the tables want with what runs, whenever the tables change."""

    def __init__(self, program: Program, whatsapp: Whatsapp) -> None:
        self._program = program
        self._whatsapp = whatsapp
        self._links: dict[int, Link] = {}
        """Those that shall go on, by session."""
        self._tasks: dict[int, asyncio.Task[None]] = {}
        """Those that have not ended: closing a browser takes a while."""

    async def run(self) -> None:
        """Until cancelled; then every browser is closed in order."""
        applied = self._program.projector.applied
        try:
            while True:
                seen = applied.position
                await self._reconcile()
                await self._until_news(seen)
        finally:
            self._end(list(self._links), reason="the gateway stopped")
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _until_news(self, seen: int) -> None:
        """The tables changed, or a browser that was in the way has ended."""
        applied = self._program.projector.applied
        changed = asyncio.ensure_future(
            applied.wait_soon(after=seen, timeout=LOOK_SECONDS)
        )
        ending = {task for it, task in self._tasks.items() if it not in self._links}
        try:
            await asyncio.wait({changed, *ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            changed.cancel()

    async def _reconcile(self) -> None:
        wanted = await asyncio.to_thread(self._wanted)
        self._tasks = {it: task for it, task in self._tasks.items() if not task.done()}
        over = self._links.keys() - (wanted.keys() & self._tasks.keys())
        replaced = {
            it
            for it, link in self._links.items()
            if it in wanted and link.was_replaced(wanted[it], self._position)
        }
        self._end(over | replaced, reason="no longer wanted")
        for session_id in wanted.keys() - self._tasks.keys():
            self._begin(session_id)

    def _wanted(self) -> dict[int, int | None]:
        """Sessions, and the browser context that the tables show for each."""
        self._position = self._program.projector.position
        with self._program.reading() as rows:
            return {
                row.id: row.browser_context_id for row in sessions_wanting_browser(rows)
            }

    def _begin(self, session_id: int) -> None:
        link = self._links[session_id] = Link(self._program, self._whatsapp, session_id)
        name = f"session {session_id}"
        work = persevere_soon(name, link.run, self._program.record_system_error)
        self._tasks[session_id] = asyncio.create_task(work, name=name)

    def _end(self, session_ids: Iterable[int], *, reason: str) -> None:
        """The browsers close one beside the other, and nobody waits for that."""
        for session_id in session_ids:
            self._links.pop(session_id).leaving = reason
            if task := self._tasks.get(session_id):
                task.cancel()
