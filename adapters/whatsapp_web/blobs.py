"""Files between this machine and a page: never as one giant text.

A file goes in as the choice of an ``<input type=file>``, so that the browser reads it
from disk itself; it comes out in pieces, for a message of the DevTools protocol costs
time that grows with the square of its size.
"""

import asyncio
from base64 import b64decode
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from pathlib import Path

from adapters.whatsapp_web.page_calls import PageCalls
from domain.message.kinds import MB
from domain.whatsapp import PageLost, Refused

PIECE_BYTES = 512 * 1024


async def hand_over(
    calls: PageCalls, path: Path, expression: str, *, deadline: float
) -> None:
    """Choose a file in the input that ``expression`` is."""
    element = await _remote(calls, expression, deadline)
    await calls.devtools(
        "DOM.setFileInputFiles",
        files=[str(path)],
        objectId=element,
        deadline=deadline,
    )
    await _release(calls, element, deadline)


async def fetch(
    calls: PageCalls, expression: str, to: Path, *, most: int, deadline: float
) -> int:
    """Write the blob that ``expression`` is to a new file. Its size in bytes.

    When it comes to nothing, there is no file. Raises Refused for more than ``most``
    bytes, and PageLost.
    """
    blob = await _remote(calls, expression, deadline)
    size = 0
    try:
        with await asyncio.to_thread(to.open, "xb") as file:
            async with aclosing(_pieces(calls, blob, deadline)) as pieces:
                async for piece in pieces:
                    size += len(piece)
                    _must_fit(size, most)
                    await asyncio.to_thread(file.write, piece)
    except BaseException:
        await asyncio.to_thread(to.unlink, missing_ok=True)
        raise
    await _release(calls, blob, deadline)
    return size


def _must_fit(size: int, most: int) -> None:
    if size > most:
        raise Refused(f"The file is larger than {most // MB} MB.")


async def _pieces(
    calls: PageCalls, blob: str, deadline: float
) -> AsyncGenerator[bytes, None]:
    """Each has the deadline for itself: together they take as long as they take."""
    resolved = await calls.devtools("IO.resolveBlob", objectId=blob, deadline=deadline)
    handle = f"blob:{resolved['uuid']}"
    done = False
    try:
        while not done:
            read = await calls.devtools(
                "IO.read", handle=handle, size=PIECE_BYTES, deadline=deadline
            )
            yield (
                b64decode(read["data"])
                if read.get("base64Encoded")
                else read["data"].encode()
            )
            done = read["eof"]
    finally:
        with suppress(PageLost):
            await calls.devtools("IO.close", handle=handle, deadline=deadline)


async def _remote(calls: PageCalls, expression: str, deadline: float) -> str:
    """The DevTools' name of an object in the page."""
    answer = await calls.devtools(
        "Runtime.evaluate", expression=expression, deadline=deadline
    )
    return str(answer["result"]["objectId"])


async def _release(calls: PageCalls, remote: str, deadline: float) -> None:
    with suppress(PageLost):
        await calls.devtools(
            "Runtime.releaseObject", objectId=remote, deadline=deadline
        )
