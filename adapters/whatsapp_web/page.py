"""One session's WhatsApp Web page: ``domain.whatsapp.WhatsappPage``."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from adapters.whatsapp_web import memory, wa_js
from adapters.whatsapp_web.asking import Asking
from adapters.whatsapp_web.browser import Browser
from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.feed import BINDING, Feed
from adapters.whatsapp_web.local_storage import LocalStorageCopy
from adapters.whatsapp_web.lookout import Lookout
from adapters.whatsapp_web.page_calls import PageCalls
from adapters.whatsapp_web.page_chats import PageChats
from adapters.whatsapp_web.page_groups import PageGroups
from adapters.whatsapp_web.page_messages import PageMessages
from adapters.whatsapp_web.page_people import PagePeople
from adapters.whatsapp_web.profile import Profile
from adapters.whatsapp_web.proxy_login import ProxyLogin
from domain.whatsapp import (
    BrowserLost,
    Diagnosis,
    MessageReport,
    Outgoing,
    PageLost,
    Sent,
)

log = logging.getLogger(__name__)


class WebPage:
    def __init__(
        self,
        browser: Browser,
        profile: Profile,
        feed: Feed,
        *,
        url: str,
        deadlines: Deadlines,
    ) -> None:
        self._browser = browser
        self._profile = profile
        self._feed = feed
        self._deadlines = deadlines
        self.calls = PageCalls(browser.session)
        self._messages = PageMessages(self.calls, deadlines)
        self.chats = PageChats(self.calls, deadlines)
        self._asking = Asking(self.calls, deadlines.call)
        self.people = PagePeople(self._asking)
        self.groups = PageGroups(self._asking)
        login = ProxyLogin(self.calls, browser.session, browser.proxy, deadlines.call)
        self._lookout = Lookout(self.calls, feed, login, url=url, deadlines=deadlines)
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended = False

    @property
    def pid(self) -> int:
        return self._browser.chromium.process.pid

    @property
    def endpoint(self) -> str:
        return self._browser.chromium.endpoint

    # --- calls ------------------------------------------------------------------------

    async def send(self, message: Outgoing) -> Sent:
        return await self._messages.send(message)

    async def seen_since(self, since: datetime) -> Sequence[MessageReport]:
        return await self._messages.seen_since(since)

    async def be_online(self) -> None:
        await self._ask("beOnline")

    async def reject_call(self, call_id: str) -> None:
        await self._asking.ask("rejectCall", call_id)

    async def diagnose(self) -> Diagnosis:
        return Diagnosis.model_validate(await self._ask("diagnosis"))

    async def memory(self) -> int:
        return await asyncio.to_thread(memory.of_group, self.pid)

    async def refresh_qr(self) -> None:
        """Show QR codes again, after QrExhausted. Raises PageLost."""
        await self._ask("refreshQr")

    async def take_over(self) -> None:
        await self._ask("takeOver")

    async def log_out(self) -> None:
        await self._ask("logOut")

    async def _ask(self, function: str, *arguments: JsonValue) -> JsonValue:
        return await self.calls.call(
            function, *arguments, deadline=self._deadlines.call
        )

    # --- life -------------------------------------------------------------------------

    async def start(self) -> None:
        """Prepare the page; it is loaded after this returns. Raises PageLost."""
        self._browser.session.on("Runtime.bindingCalled", self._feed.on_binding)
        await self._devtools("Runtime.addBinding", name=BINDING)
        if restore := LocalStorageCopy(self._profile.directory).script():
            self._begin(self._only_once(await self._run_in_new_documents(restore)))
        for source in wa_js.scripts():
            await self._run_in_new_documents(source)
        self._browser.watch(self._lose)
        self._begin(self._keep())

    async def _run_in_new_documents(self, source: str) -> str:
        """Before any script of theirs. Returns what the DevTools call it."""
        added = await self._devtools(
            "Page.addScriptToEvaluateOnNewDocument", source=source
        )
        return str(added["identifier"])

    async def _only_once(self, identifier: str) -> None:
        """Not in the documents after the first: a logout clears the storage."""
        await self._feed.loaded.wait()
        with suppress(PageLost):
            await self._devtools(
                "Page.removeScriptToEvaluateOnNewDocument", identifier=identifier
            )

    async def _devtools(self, method: str, **params: Any) -> dict[str, Any]:
        return await self.calls.devtools(
            method, deadline=self._deadlines.call, **params
        )

    async def _keep(self) -> None:
        try:
            await self._lookout.keep()
        except PageLost as error:
            self._lose(f"The page stopped answering: {error}")
        except Exception as error:
            log.exception("A page could not be looked after any more")
            self._lose(f"The page could not be looked after: {error!r}")

    async def close(self) -> None:
        self._end("The browser was closed.")
        await self._browser.close(self._deadlines.close)
        await asyncio.to_thread(self._profile.trim)
        self._profile.release()

    def _lose(self, reason: str) -> None:
        if not self._ended:
            self._end(reason)
            self._begin(self._clear_away(reason))

    async def _clear_away(self, reason: str) -> None:
        """Who hears of it may open the profile again: nothing must hold it any more."""
        await self._browser.kill()
        self._profile.release()
        self._feed.tell(BrowserLost(reason=reason))

    def _end(self, reason: str) -> None:
        self._ended = True
        self._feed.end()
        self.calls.lose(reason)
        for task in self._tasks - {asyncio.current_task()}:
            task.cancel()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
