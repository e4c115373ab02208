"""Starts and stops the background work, beside whatever the process does."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from threading import Event as Flag
from threading import Thread
from typing import Any, Self

from adapters.webhooks.client import WebhookClient
from domain.whatsapp import Whatsapp
from entrypoints.program import Program
from entrypoints.workers.forgetting import Forgetter
from entrypoints.workers.giving_up import GivingUp
from entrypoints.workers.perseverance import persevere, persevere_soon
from entrypoints.workers.projecting import follow
from entrypoints.workers.supervisor import Supervisor
from entrypoints.workers.telling import Teller
from entrypoints.workers.tidying import Tidier


class Crew:
    """The projector in one thread; browsers, sends and webhooks on one event loop.

    Without ``whatsapp`` only the tables are kept: enough for a program that reads and
    accepts messages while a gateway elsewhere does the rest.
    """

    def __init__(self, program: Program, whatsapp: Whatsapp | None = None) -> None:
        self._program = program
        self._whatsapp = whatsapp
        self._stop = Flag()
        self._threads: list[Thread] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._outside: asyncio.Task[None] | None = None

    def start(self) -> Self:
        self._begin("projector", self._project)
        if self._whatsapp is not None:
            started, act = Flag(), self._act
            work = partial(act, self._whatsapp, started)
            self._begin("whatsapp", lambda: asyncio.run(work()))
            started.wait()
        return self

    def stop(self) -> None:
        """Close the browsers, finish what is being written down, and return."""
        if self._loop is not None and self._outside is not None:
            self._loop.call_soon_threadsafe(self._outside.cancel)
        for thread in reversed(self._threads):
            if thread.name == "projector":
                self._stop.set()
            thread.join()
        self._program.projector.catch_up()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _begin(self, name: str, work: Callable[[], None]) -> None:
        thread = Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _project(self) -> None:
        record = self._program.record_system_error
        persevere(
            "projector", lambda: follow(self._program, self._stop), self._stop, record
        )

    async def _act(self, whatsapp: Whatsapp, started: Flag) -> None:
        """Everything that touches the world outside, until cancelled."""
        self._loop = asyncio.get_running_loop()
        record = self._program.record_system_error
        deadline = self._program.settings.webhook_deadline
        async with WebhookClient(deadline=deadline) as client:
            workers = {
                "supervisor": Supervisor(self._program, whatsapp).run,
                "forgetter": Forgetter(self._program, whatsapp).run,
                "giving up": GivingUp(self._program).run,
                "webhooks": Teller(self._program, client).run,
                "tidier": Tidier(self._program).run,
            }
            works: list[Coroutine[Any, Any, None]] = [
                persevere_soon(name, work, record) for name, work in workers.items()
            ]
            self._outside = asyncio.ensure_future(_together(works))
            started.set()
            try:
                await self._outside
            except asyncio.CancelledError:
                return


async def _together(works: list[Coroutine[Any, Any, None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(work)
