"""The faults of pyppeteer, against a DevTools server that behaves badly."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pyppeteer.connection import CDPSession, Connection
from pyppeteer.errors import NetworkError
from websockets.connection import State
from websockets.legacy.server import WebSocketServerProtocol, serve

from adapters.whatsapp_web import pyppeteer_hardening
from tests.support.waiting import until

pyppeteer_hardening.install()


class DevTools:
    """Answers ``echo`` at once, ``late`` when told to, anything else never."""

    def __init__(self) -> None:
        self.url = ""
        self.answer_late = asyncio.Event()
        self._socket: WebSocketServerProtocol | None = None

    async def serve(self, socket: WebSocketServerProtocol) -> None:
        self._socket = socket
        async for raw in socket:
            call = json.loads(raw)
            if call["method"] == "late":
                await self.answer_late.wait()
            if call["method"] in {"echo", "late"}:
                answer = {"id": call["id"], "result": call["params"]}
                await socket.send(json.dumps(answer))

    async def tell(self, event: str) -> None:
        assert self._socket
        await self._socket.send(json.dumps({"method": event, "params": {}}))

    def hear_nothing(self) -> None:
        assert self._socket
        self._socket.transport.pause_reading()

    def hear_again(self) -> None:
        assert self._socket
        self._socket.transport.resume_reading()

    async def hang_up(self) -> None:
        assert self._socket
        await self._socket.close()


@pytest.fixture
async def devtools() -> AsyncIterator[DevTools]:
    devtools = DevTools()
    async with serve(devtools.serve, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        devtools.url = f"ws://127.0.0.1:{port}"
        yield devtools


@pytest.fixture
async def connection(devtools: DevTools) -> AsyncIterator[Any]:
    connection = Connection(devtools.url, asyncio.get_running_loop())
    await connection.send("echo", {})
    yield connection
    await connection.dispose()


async def answers(connection: Any) -> bool:
    async with asyncio.timeout(5):
        answer = await connection.send("echo", {"still": "there"})
    return bool(answer == {"still": "there"})


async def test_a_listener_that_fails_breaks_nothing(
    connection: Any, devtools: DevTools
) -> None:
    heard = asyncio.Event()

    def fail(_: object) -> None:
        heard.set()
        raise ValueError("a listener's mistake")

    connection.on("Page.loaded", fail)
    await devtools.tell("Page.loaded")
    async with asyncio.timeout(5):
        await heard.wait()

    assert await answers(connection)


async def test_a_late_answer_to_a_cancelled_call_breaks_nothing(
    connection: Any, devtools: DevTools
) -> None:
    call = connection.send("late", {})
    call.cancel()
    devtools.answer_late.set()

    assert await answers(connection)


async def test_all_who_wait_are_told_when_the_connection_breaks(
    connection: Any, devtools: DevTools
) -> None:
    session = CDPSession(connection, "page", "1", asyncio.get_running_loop())
    connection._sessions["1"] = session  # noqa: SLF001
    calls = [connection.send("never", {}) for _ in range(3)]
    calls += [session.send("never", {}) for _ in range(3)]
    calls[1].cancel()
    calls[4].cancel()
    await asyncio.sleep(0)
    await devtools.hang_up()

    for call in (calls[0], calls[2], calls[3], calls[5]):
        with pytest.raises(NetworkError):
            async with asyncio.timeout(5):
                await call


async def test_who_is_cancelled_while_it_closes_learns_of_it(
    connection: Any, devtools: DevTools
) -> None:
    devtools.hear_nothing()
    closing = asyncio.create_task(connection.dispose())
    await until(lambda: connection.connection.state is State.CLOSING)
    closing.cancel()

    with pytest.raises(asyncio.CancelledError):
        await closing
    devtools.hear_again()


async def test_a_call_without_a_connection_fails() -> None:
    connection = Connection("ws://127.0.0.1:1", asyncio.get_running_loop())

    with pytest.raises(NetworkError):
        async with asyncio.timeout(5):
            await connection.send("echo", {})
    with pytest.raises(ConnectionRefusedError):
        await connection._recv_fut  # noqa: SLF001
