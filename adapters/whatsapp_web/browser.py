"""A Chromium with one page, and pyppeteer's DevTools session of that page.

The page is driven over a bare session: pyppeteer's own ``Page`` turns on six protocol
domains and follows every request, which costs time for every message and is not needed.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import pyppeteer

from adapters.whatsapp_web import pyppeteer_hardening
from adapters.whatsapp_web.chromium import Chromium, user_agent
from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.executable import Executable
from adapters.whatsapp_web.proxy import Proxy
from domain.whatsapp import PageLost

pyppeteer_hardening.install()


class Browser:
    def __init__(
        self, chromium: Chromium, client: Any, session: Any, proxy: Proxy | None
    ) -> None:
        self.chromium = chromium
        self.session = session
        self.proxy = proxy
        self._client = client
        self._broken = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    @classmethod
    async def start(
        cls,
        executable: Executable,
        profile: Path,
        deadlines: Deadlines,
        *,
        sandboxed: bool,
        proxy: Proxy | None = None,
    ) -> Self:
        """With a blank page. Raises PageLost."""
        chromium = await Chromium.start(
            executable,
            profile,
            proxy.arguments if proxy else (),
            deadline=deadlines.start,
            sandboxed=sandboxed,
        )
        try:
            async with asyncio.timeout(deadlines.start):
                return cls(chromium, *await _connect(chromium), proxy)
        except BaseException as error:
            await chromium.kill()
            if isinstance(error, Exception):
                raise PageLost(f"No connection to Chromium: {error!r}") from error
            raise

    def watch(self, lost: Callable[[str], None]) -> None:
        """``lost`` hears why when the process, its connection or the page is gone."""
        self.session.on(
            "Inspector.targetCrashed",
            lambda _: lost("The page of the browser crashed."),
        )
        self._client.on("disconnected", self._broken.set)
        self._watch = asyncio.create_task(self._wait_for_end(lost))

    async def _wait_for_end(self, lost: Callable[[str], None]) -> None:
        """A dying browser breaks the connection first, and its end says more."""
        await self._broken.wait()
        if await self.chromium.ended(deadline=1.0):
            lost(f"The browser ended {self.chromium.how_it_ended()}.")
        else:
            lost("The connection to the browser broke.")

    async def close(self, deadline: float) -> None:
        """In order, so that the profile is complete; by force after the deadline."""
        if self._watch:
            self._watch.cancel()
        # It may end before it answers, so what is waited for is the process.
        with suppress(Exception):
            self._client._connection.send("Browser.close")  # noqa: SLF001
        await self.chromium.ended(deadline)
        await self.kill()

    async def kill(self) -> None:
        if self._watch:
            self._watch.cancel()
        await self.chromium.kill()
        with suppress(Exception):
            await self._client.disconnect()


async def _connect(chromium: Chromium) -> tuple[Any, Any]:
    client = await pyppeteer.connect(
        browserWSEndpoint=chromium.endpoint, defaultViewport=None
    )
    pages = [target for target in client.targets() if target.type == "page"]
    session = await pages[0].createCDPSession()
    for domain in ("Page", "Runtime", "Inspector"):
        await session.send(f"{domain}.enable")
    await session.send("Emulation.setUserAgentOverride", _as_chromium(chromium.version))
    return client, session


def _as_chromium(version: str) -> dict[str, Any]:
    """The client hints of the page: they, too, would say HeadlessChrome."""
    major = version.partition(".")[0]
    return {
        "userAgent": user_agent(version),
        "acceptLanguage": "en-US,en",
        "platform": "Linux x86_64",
        "userAgentMetadata": {
            "brands": [{"brand": "Chromium", "version": major}],
            "fullVersionList": [{"brand": "Chromium", "version": version}],
            "platform": "Linux",
            "platformVersion": "",
            "architecture": "x86",
            "model": "",
            "mobile": False,
        },
    }
