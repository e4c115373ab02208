"""Serves the API in this process, which is where the program's event loop waits."""

import asyncio
import signal
import socket
from collections.abc import Callable

from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar

from domain.kernel import Unavailable
from entrypoints.http.app import create_app
from entrypoints.program import Program
from entrypoints.settings import Settings


def must_be_free(settings: Settings) -> None:
    """The server would share a taken port in silence. Raises Unavailable."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise Unavailable(
                f"{settings.host}:{settings.port} is not to be had ({error.strerror}); "
                "set MESSENGER_BRAIN_HOST and MESSENGER_BRAIN_PORT to a free address."
            ) from error


def serve(program: Program, ready: Callable[[], None]) -> None:
    """HTTP until SIGINT or SIGTERM. ``ready`` is called once it answers."""
    asyncio.run(_serve(create_app(program), program.settings, ready))


async def _serve(app: Litestar, settings: Settings, ready: Callable[[], None]) -> None:
    server = Server(
        app,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    serving = asyncio.create_task(server.serve())
    await _until_it_answers(settings, serving)
    ready()
    await serving


async def _until_it_answers(settings: Settings, serving: asyncio.Task[None]) -> None:
    while not serving.done():
        try:
            _, writer = await asyncio.open_connection(settings.host, settings.port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            return
