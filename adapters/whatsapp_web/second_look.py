"""Looks into a page that another process drives: for a person who wonders about it.

DevTools let several in at a time. Nothing is changed: the page is asked how it stands.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

import pyppeteer

from adapters.whatsapp_web import pyppeteer_hardening
from adapters.whatsapp_web.page_calls import PageCalls
from domain.whatsapp import Diagnosis, PageFault, PageLost

DEADLINE_SECONDS: Final = 15.0


@dataclass(frozen=True)
class Look:
    """``diagnosis`` is None when what is at ``url`` is not a page of WhatsApp's."""

    url: str
    diagnosis: Diagnosis | None


async def look_into(endpoint: str, *, deadline: float | None = None) -> Look:
    """``endpoint`` is where a browser's DevTools listen. Raises PageLost."""
    deadline = deadline or DEADLINE_SECONDS
    async with _session(endpoint, deadline) as session:
        calls = PageCalls(session)
        answer = await calls.devtools(
            "Runtime.evaluate",
            expression="location.href",
            returnByValue=True,
            deadline=deadline,
        )
        return Look(answer["result"]["value"], await _diagnosis(calls, deadline))


async def _diagnosis(calls: PageCalls, deadline: float) -> Diagnosis | None:
    try:
        told = await calls.call("diagnosis", deadline=deadline)
    except PageFault:
        return None
    return Diagnosis.model_validate(told)


@asynccontextmanager
async def _session(endpoint: str, deadline: float) -> AsyncIterator[Any]:
    pyppeteer_hardening.install()
    try:
        async with asyncio.timeout(deadline):
            client = await pyppeteer.connect(
                browserWSEndpoint=endpoint, defaultViewport=None
            )
            pages = [it for it in client.targets() if it.type == "page"]
            session = await pages[0].createCDPSession()
    except Exception as error:
        raise PageLost(f"No browser answers at {endpoint}.") from error
    try:
        yield session
    finally:
        with suppress(Exception):
            await client.disconnect()
