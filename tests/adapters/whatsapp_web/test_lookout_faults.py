"""A page that can not be looked after is lost, and a new one takes its place."""

import asyncio
from pathlib import Path
from typing import Any

from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.feed import Feed
from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.profile import Profile
from domain.whatsapp import BrowserLost, Report


class Browser:
    """And its DevTools session: all that is asked of either is answered."""

    proxy = None

    def __init__(self) -> None:
        self.session: Any = self
        self.killed = False

    def on(self, *_: object) -> None: ...

    def watch(self, lost: object) -> None: ...

    async def send(self, method: str, _: object) -> dict[str, Any]:
        if method == "Runtime.evaluate":  # the answer to a pulse is a list, as a rule
            return {"result": {"value": 42}}
        return {"identifier": "1"}

    async def kill(self) -> None:
        self.killed = True


async def test_a_page_whose_lookout_fails_is_lost(tmp_path: Path) -> None:
    heard: asyncio.Queue[Report] = asyncio.Queue()
    profile = Profile(tmp_path / "1")
    profile.acquire()
    browser: Any = Browser()
    page = WebPage(
        browser,
        profile,
        Feed(profile, heard.put_nowait),
        url="http://localhost/",
        deadlines=Deadlines(pulse_every=0.01),
    )
    await page.start()

    told = await asyncio.wait_for(heard.get(), 30)
    assert isinstance(told, BrowserLost)
    assert browser.killed
