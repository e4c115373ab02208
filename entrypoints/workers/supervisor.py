"""Keeps a browser open for every session that wants one, and for no other."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from domain.whatsapp import BrowserLost, Whatsapp
from entrypoints.program import Program
from entrypoints.workers.link import Link
from entrypoints.workers.outbox import Outbox
from entrypoints.workers.perseverance import Pauses, Reports, persevere_soon
from entrypoints.workers.starts import Starts
from projections.browser_context import sessions_of_living
from projections.whatsapp_session_queries import (
    SessionRow,
    sessions_to_retry,
    sessions_wanting_browser,
)

LOOK_SECONDS = 1.0
"""The longest time until a change in the tables is seen that nobody told of."""


class Supervisor:
    """Compares what the tables want with what runs, whenever the tables change."""

    def __init__(self, program: Program, whatsapp: Whatsapp) -> None:
        self._program = program
        self._whatsapp = whatsapp
        self._starts = Starts(program.settings.parallel_starts)
        self._outbox = Outbox(program)
        self._links: dict[int, Link] = {}
        """Those that shall go on, by session."""
        self._tasks: dict[int, asyncio.Task[None]] = {}
        """Those that have not ended: closing a browser takes a while."""
        self._retries = self._reports("supervisor")

    async def run(self) -> None:
        """Until cancelled; then every browser is closed in order."""
        applied = self._program.projector.applied
        await asyncio.to_thread(bury_the_dead, self._program)
        outbox = self._persevering("outbox", self._outbox.run)
        pauses, reports = Pauses(), self._reports("supervisor")
        try:
            while True:
                seen = applied.position
                try:
                    await self._reconcile()
                except Exception as error:  # noqa: BLE001 - it ends no browser
                    await asyncio.to_thread(reports.add, error)
                    await asyncio.sleep(pauses.next())
                else:
                    await self._until_news(seen)
        finally:
            outbox.cancel()
            self._end(dict.fromkeys(self._links, "the gateway stopped"))
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _reports(self, name: str) -> Reports:
        return Reports(name, self._program.record_system_error)

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
        self._end({it: why for it in self._links if (why := self._over(it, wanted))})
        for session_id in wanted.keys() - self._tasks.keys():
            self._begin(session_id)

    def _over(self, session_id: int, wanted: Mapping[int, SessionRow]) -> str | None:
        """Why a link has to end, if it has to."""
        if session_id not in wanted or session_id not in self._tasks:
            return "no longer wanted"
        return self._links[session_id].heed(wanted[session_id], self._position)

    def _wanted(self) -> dict[int, SessionRow]:
        self._position = self._program.projector.position
        with self._program.reading() as rows:
            for session_id in sessions_to_retry(rows, now=self._program.clock.now()):
                self._retry(session_id)
            return {row.id: row for row in sessions_wanting_browser(rows)}

    def _retry(self, session_id: int) -> None:
        """One that can't be connected keeps no other from its browser."""
        try:
            self._program.sessions.retry(session_id)
        except Exception as error:  # noqa: BLE001 - it is tried at the next look
            self._retries.add(error)

    def _begin(self, session_id: int) -> None:
        link = self._links[session_id] = Link(
            self._program,
            self._whatsapp,
            session_id,
            starts=self._starts,
            outbox=self._outbox,
        )
        self._tasks[session_id] = self._persevering(f"session {session_id}", link.run)

    def _persevering(
        self, name: str, work: Callable[[], Awaitable[None]]
    ) -> asyncio.Task[None]:
        record = self._program.record_system_error
        return asyncio.create_task(persevere_soon(name, work, record), name=name)

    def _end(self, reasons: Mapping[int, str]) -> None:
        """The browsers close one beside the other, and nobody waits for that."""
        for session_id, reason in reasons.items():
            self._links.pop(session_id).leaving = reason
            if task := self._tasks.get(session_id):
                task.cancel()


def bury_the_dead(program: Program) -> None:
    """A killed predecessor could not say that its browsers ended with it."""
    with program.settled() as rows:
        sessions = sessions_of_living(rows, program.settings.node)
    for session_id in sessions:
        lost = BrowserLost(reason="its gateway was killed")
        program.sessions.record_report(session_id, lost)
