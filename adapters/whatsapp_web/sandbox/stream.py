"""The stream from the server to a page: server-sent events, one JSON frame each."""

import asyncio
import json
from collections.abc import AsyncGenerator
from datetime import timedelta

from adapters.whatsapp_web.sandbox import linking
from adapters.whatsapp_web.sandbox.clients import Client
from adapters.whatsapp_web.sandbox.world import World

# A dead connection is noticed when something is written to it.
_KEEP_ALIVE = timedelta(seconds=15)
_COMMENT = b":\n\n"
_SECOND = timedelta(seconds=1)


async def frames(world: World, client: Client) -> AsyncGenerator[bytes, None]:
    """What a page is sent from its connecting to the stream's end, codes in time."""
    with world.store.transaction():
        linking.connect(world, client)
    try:
        while not world.closing:
            try:
                async with asyncio.timeout(_patience(world, client) / _SECOND):
                    frame = await client.frames.get()
            except TimeoutError:
                if not _ref_is_old(world, client):
                    yield _COMMENT
                    continue
                linking.rotate_ref(world, client)
            else:
                if frame is None:
                    return
                yield b"data: " + json.dumps(frame).encode() + b"\n\n"
    finally:
        linking.disconnect(world, client)


def _patience(world: World, client: Client) -> timedelta:
    """How long to wait for a frame before there is something else to do."""
    if client.ref_until is None:
        return _KEEP_ALIVE
    return max(min(client.ref_until - world.now(), _KEEP_ALIVE), timedelta())


def _ref_is_old(world: World, client: Client) -> bool:
    return client.ref_until is not None and client.ref_until <= world.now()
