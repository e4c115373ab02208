"""Logs a browser in to its proxy, without telling the password to other processes.

Chromium takes no password for a proxy on its command line, and it would be in sight of
everybody there. It asks over DevTools, and remembers the answer for as long as it runs:
so it is only listened to while a page is being loaded, which is when requests are held
until we let them go on.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from adapters.whatsapp_web.page_calls import PageCalls
from adapters.whatsapp_web.proxy import Proxy
from domain.whatsapp import PageLost

ASKED: Final = "The proxy asks for a user and a password, and the address has none."
REFUSED: Final = "The proxy does not accept this user and password."


class ProxyLogin:
    """``refusal`` says why the proxy let nothing through, when that is so."""

    def __init__(
        self, calls: PageCalls, session: Any, proxy: Proxy | None, deadline: float
    ) -> None:
        self.refusal: str | None = None
        self._calls = calls
        self._proxy = proxy
        self._deadline = deadline
        self._answered: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        if proxy:
            session.on("Fetch.requestPaused", self._let_go)
            session.on("Fetch.authRequired", self._log_in)

    @asynccontextmanager
    async def answering(self) -> AsyncIterator[None]:
        """While this lasts, the proxy's questions are answered. Raises PageLost."""
        self.refusal = None
        self._answered.clear()
        if self._proxy is None:
            yield
            return
        await self._ask("Fetch.enable", handleAuthRequests=True)
        try:
            yield
        finally:
            await self._ask("Fetch.disable")

    def _let_go(self, event: dict[str, Any]) -> None:
        self._begin("Fetch.continueRequest", event)

    def _log_in(self, event: dict[str, Any]) -> None:
        answer = self._answer(event)
        self._begin("Fetch.continueWithAuth", event, authChallengeResponse=answer)

    def _answer(self, event: dict[str, Any]) -> dict[str, str]:
        """Once for each request: who asks again did not accept it."""
        again = event["requestId"] in self._answered
        self._answered.add(event["requestId"])
        if event["authChallenge"].get("source") != "Proxy":
            return {"response": "CancelAuth"}
        if again or self._proxy is None or self._proxy.user is None:
            self.refusal = REFUSED if again else ASKED
            return {"response": "CancelAuth"}
        return {
            "response": "ProvideCredentials",
            "username": self._proxy.user,
            "password": self._proxy.password,
        }

    def _begin(self, method: str, event: dict[str, Any], **params: Any) -> None:
        asking = self._try(method, requestId=event["requestId"], **params)
        task = asyncio.get_running_loop().create_task(asking)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _try(self, method: str, **params: Any) -> None:
        """The request may be gone, with its page."""
        with suppress(PageLost):
            await self._ask(method, **params)

    async def _ask(self, method: str, **params: Any) -> None:
        await self._calls.devtools(method, deadline=self._deadline, **params)
