"""Serving the sandbox: in this event loop, or in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from granian.constants import Interfaces
from granian.server.embed import Server

from adapters.whatsapp_web.sandbox.app import create_sandbox
from adapters.whatsapp_web.sandbox.world import World

_STOP_SECONDS = 10


@asynccontextmanager
async def sandbox(
    path: Path | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    ref_ttl: float = 20.0,
    max_refs: int = 6,
) -> AsyncIterator[str]:
    """A sandbox in this event loop while the block lasts; yields its address.

    Port 0 is any free one. Raises OSError when the port is taken. The other parameters
    are those of ``create_sandbox``.
    """
    port = _free_port(host, port)
    app = create_sandbox(path, ref_ttl=ref_ttl, max_refs=max_refs)
    server = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_enabled=False,
    )
    serving = asyncio.create_task(server.serve())
    try:
        await _until_it_answers(host, port, serving)
        yield f"http://{host}:{port}"
    finally:
        world: World = app.state.world
        world.end_streams()  # or the server would wait for the pages to go away
        server.stop()  # type: ignore[no-untyped-call]
        await asyncio.wait_for(serving, _STOP_SECONDS)


@contextmanager
def sandbox_in_thread(
    path: Path | None = None, *, ref_ttl: float = 20.0, max_refs: int = 6
) -> Iterator[str]:
    """A sandbox on a free port in a thread of its own; yields its address."""
    started = threading.Event()
    address: list[str] = []
    loop = asyncio.new_event_loop()
    enough = asyncio.Event()

    async def serve() -> None:
        async with sandbox(path, ref_ttl=ref_ttl, max_refs=max_refs) as url:
            address.append(url)
            started.set()
            await enough.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            try:
                runner.run(serve())
            finally:
                started.set()

    thread = threading.Thread(target=run, name="sandbox", daemon=True)
    thread.start()
    started.wait()
    if not address:
        raise RuntimeError("The sandbox did not start: see the thread's traceback.")
    try:
        yield address[0]
    finally:
        loop.call_soon_threadsafe(enough.set)
        thread.join(_STOP_SECONDS)


def _free_port(host: str, port: int) -> int:
    """``port``, or a free one for 0. Raises OSError when somebody listens on it.

    The server itself would share a taken port in silence: it sets SO_REUSEPORT.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        chosen: int = probe.getsockname()[1]
        return chosen


async def _until_it_answers(host: str, port: int, serving: asyncio.Task[None]) -> None:
    while True:
        if serving.done():
            serving.result()
            raise RuntimeError(f"The sandbox on {host}:{port} ended as it began.")
        with suppress(OSError):
            _, writer = await asyncio.open_connection(host, port)
            writer.close()
            return
        await asyncio.sleep(0.01)
