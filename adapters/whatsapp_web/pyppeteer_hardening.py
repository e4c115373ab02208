# ruff: noqa: SLF001 - patching privates is what this module is for
"""Mends what lets one mishap in pyppeteer 2.0.0 take a whole connection down.

pyppeteer is no longer maintained, so ``install`` patches its classes, once. Every
replacement says which fault it mends. Together they promise: whatever happens to one
call or one listener, every other call of the connection is still answered, and a call
on a dead connection fails at once instead of hanging.
"""

import asyncio
import json
import logging
from collections.abc import Coroutine
from typing import Any

from pyppeteer.connection import CDPSession, Connection, _createProtocolError
from pyppeteer.errors import NetworkError

log = logging.getLogger(__name__)


def install() -> None:
    """Patch pyppeteer's classes. Calling it again changes nothing."""
    Connection._on_response = _answer
    Connection._on_message = _receive
    Connection._on_close = _close_connection
    Connection._async_send = _transmit
    CDPSession._on_message = _receive_in_session
    CDPSession._on_closed = _close_session


def _answer(connection: Any, message: dict[str, Any]) -> None:
    """Fault: the late answer to a cancelled call ended the receive loop."""
    call = connection._callbacks.pop(message.get("id", -1), None)
    _settle(call, message)


async def _receive(connection: Any, raw: str) -> None:
    """Fault: an exception in any listener ended the receive loop."""
    message = json.loads(raw)
    try:
        if "id" in message:
            connection._on_response(message)
        else:
            connection._on_query(message)
    except Exception:
        log.exception("A listener of %s failed", message.get("method"))


async def _close_connection(connection: Any) -> None:
    """Faults: a cancelled call stopped it; who waited for it could not be cancelled."""
    if closed := connection._closeCallback:
        connection._closeCallback = None
        closed()
    _fail_all(connection)
    for session in [*connection._sessions.values()]:
        session._on_closed()
    connection._sessions.clear()
    try:
        if hasattr(connection, "connection"):
            await _apart(connection.connection.close())
    finally:
        if connection._recv_fut is not asyncio.current_task():
            connection._recv_fut.cancel()


async def _apart(closing: Coroutine[Any, Any, None]) -> None:
    """Without websockets, which keeps to itself that who waits for it is cancelled."""
    task = asyncio.create_task(closing)
    await asyncio.wait({task})
    task.result()


async def _transmit(connection: Any, message: str, call_id: int) -> None:
    """Faults: it waited for ever to be connected; what failed was answered None."""
    while not (connection._connected or connection._recv_fut.done()):  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    try:
        await connection.connection.send(message)
    except Exception as error:  # noqa: BLE001
        call = connection._callbacks.pop(call_id, None)
        _fail(call, f"Could not be sent: {error}")


def _receive_in_session(session: Any, raw: str) -> None:
    """Faults: as in a connection, for the calls and listeners of one page."""
    message = json.loads(raw)
    if "id" in message:
        _settle(session._callbacks.pop(message["id"], None), message)
        return
    try:
        session.emit(message.get("method"), message.get("params"))
    except Exception:
        log.exception("A listener of %s failed", message.get("method"))


def _close_session(session: Any) -> None:
    """Fault: the first cancelled call left all others of the page hanging."""
    _fail_all(session)
    session._connection = None


def _settle(call: Any, message: dict[str, Any]) -> None:
    if call is None or call.done():
        return
    if message.get("error"):
        call.set_exception(_createProtocolError(call.error, call.method, message))
        _mark_retrieved(call)
    else:
        call.set_result(message.get("result"))


def _fail_all(owner: Any) -> None:
    calls = [*owner._callbacks.values()]
    owner._callbacks.clear()
    for call in calls:
        _fail(call, f"{call.method}: the connection was closed.")


def _fail(call: Any, reason: str) -> None:
    if call is not None and not call.done():
        call.set_exception(NetworkError(reason))
        _mark_retrieved(call)


def _mark_retrieved(call: Any) -> None:
    """Nobody may be waiting any more: then asyncio must not complain about that."""
    call.exception()
