"""WhatsApp Web as ``domain.whatsapp.Whatsapp``: a browser and a profile a session."""

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path

from adapters.whatsapp_web.browser import Browser
from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.executable import Executable, find_executable
from adapters.whatsapp_web.feed import Feed
from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.profile import Profile
from adapters.whatsapp_web.proxy import Proxy
from domain.whatsapp import Report

WHATSAPP_WEB = "https://web.whatsapp.com/"


class WhatsappWeb:
    def __init__(
        self,
        profiles: Path,
        *,
        url: str = WHATSAPP_WEB,
        executable: Path | None = None,
        sandboxed: bool = False,
        deadlines: Deadlines | None = None,
    ) -> None:
        """``profiles`` gets a directory a session; the logins in them are secrets."""
        self._profiles = profiles
        self._url = url
        self._executable = executable
        self._sandboxed = sandboxed
        self._deadlines = deadlines or Deadlines()
        self._pages: dict[int, WebPage] = {}

    async def open(
        self,
        session_id: int,
        hear: Callable[[Report], None],
        *,
        proxy_url: str | None = None,
    ) -> WebPage:
        executable = find_executable(self._executable)
        proxy = Proxy.of(proxy_url) if proxy_url else None
        profile = self._profile(session_id)
        await asyncio.to_thread(profile.acquire)
        try:
            page = await self._start(executable, profile, hear, proxy)
        except BaseException:
            profile.release()
            raise
        self._pages[session_id] = page
        return page

    async def _start(
        self,
        executable: Executable,
        profile: Profile,
        hear: Callable[[Report], None],
        proxy: Proxy | None,
    ) -> WebPage:
        browser = await Browser.start(
            executable,
            profile.directory,
            self._deadlines,
            sandboxed=self._sandboxed,
            proxy=proxy,
        )
        profile.belongs_to(browser.chromium.process.pid)
        feed = Feed(profile, hear)
        page = WebPage(browser, profile, feed, url=self._url, deadlines=self._deadlines)
        try:
            await page.start()
        except BaseException:
            await browser.kill()
            raise
        return page

    async def kept(self) -> Collection[int]:
        names = await asyncio.to_thread(self._names)
        return [int(name) for name in names if name.isdecimal()]

    def _names(self) -> list[str]:
        if not self._profiles.is_dir():
            return []
        return [it.name for it in self._profiles.iterdir()]

    async def forget(self, session_id: int) -> None:
        if page := self._pages.pop(session_id, None):
            await page.close()
        profile = self._profile(session_id)
        await asyncio.to_thread(profile.acquire)
        await asyncio.to_thread(profile.erase)
        profile.release()

    def _profile(self, session_id: int) -> Profile:
        return Profile(self._profiles / str(session_id))
