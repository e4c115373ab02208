"""Loads a page, and looks after it for as long as it is open."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.feed import Feed
from adapters.whatsapp_web.page_calls import NoAnswer, PageCalls
from adapters.whatsapp_web.proxy_login import ProxyLogin
from domain.whatsapp import (
    PageAnswers,
    PageFault,
    PageNotReady,
    PageSilent,
    PageUnreachable,
)

LONGEST_PAUSE_SECONDS = 30.0


class Lookout:
    def __init__(
        self,
        calls: PageCalls,
        feed: Feed,
        proxy: ProxyLogin,
        *,
        url: str,
        deadlines: Deadlines,
    ) -> None:
        self._calls = calls
        self._proxy = proxy
        self._feed = feed
        self._url = url
        self._deadlines = deadlines
        self._told_not_ready = 0.0

    async def keep(self) -> None:
        """For ever. Raises PageLost when the page no longer answers."""
        await self._load()
        while True:
            await asyncio.sleep(self._deadlines.pulse_every)
            await self._pulse()
            await self._check_readiness()

    async def _load(self) -> None:
        """Until it succeeds: WhatsApp, or the way there, may be down for a while."""
        pause = 0.0
        while reason := await self._navigate():
            if not pause:
                told = PageUnreachable(reason=f"{self._url} did not load: {reason}")
                self._feed.tell(told)
            pause = min(2 * pause + 1, LONGEST_PAUSE_SECONDS)
            await asyncio.sleep(pause)

    async def _navigate(self) -> str | None:
        """Why it failed; None when the page is coming."""
        try:
            async with self._proxy.answering():
                answer = await self._calls.devtools(
                    "Page.navigate", url=self._url, deadline=self._deadlines.ready
                )
        except (PageFault, NoAnswer) as error:
            return str(error)
        failure: str | None = answer.get("errorText")
        return self._proxy.refusal or failure

    async def _pulse(self) -> None:
        """Learn whether it lives, and what was not heard."""
        try:
            with self._listening():
                events: Any = await self._ask("pulse", *self._feed.position)
        except PageFault:
            # It answers without our hooks: what it shows is not WhatsApp's page.
            await self._load()
        else:
            for event in events:
                self._feed.take(event)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """A page that is late is told of, and so is that it answers after all."""
        told = asyncio.Event()

        def tell() -> None:
            told.set()
            seconds = self._deadlines.silent
            reason = f"The page has not answered for {seconds:g} seconds."
            self._feed.tell(PageSilent(reason=reason))

        late = asyncio.get_running_loop().call_later(self._deadlines.silent, tell)
        try:
            yield
            if told.is_set():
                self._feed.tell(PageAnswers())
        finally:
            late.cancel()

    async def _check_readiness(self) -> None:
        """Once for every time the page is loaded."""
        loaded_at = self._feed.loaded_at
        late = time.monotonic() - loaded_at > self._deadlines.ready
        if self._feed.ready or not late or self._told_not_ready > loaded_at:
            return
        try:
            diagnosis: Any = await self._ask("diagnosis")
        except PageFault as error:
            self._tell_not_ready(str(error))
        else:
            self._tell_not_ready(diagnosis["reason"], *diagnosis["missing"])

    def _tell_not_ready(self, reason: str, *missing: str) -> None:
        self._told_not_ready = time.monotonic()
        self._feed.tell(PageNotReady(missing=missing, reason=reason))

    async def _ask(self, function: str, *arguments: str | int) -> object:
        return await self._calls.call(
            function, *arguments, deadline=self._deadlines.call
        )
