"""WhatsApp in memory: the port for fast tests, with the phone beside it.

It passes the contract that the real driver passes
(``tests/adapters/whatsapp_web/contract.py``). Use it like this::

    whatsapp = FakeWhatsapp()
    page = await whatsapp.open(7, heard.append)
    await settled()
    whatsapp.phone.scan(whatsapp.code_of(7), phone="34600111222")
    await settled()
    assert isinstance(heard[-1], Linked)
"""

import asyncio
import itertools
from collections.abc import Callable, Collection, Sequence

from domain.whatsapp import PageLost, PageNotReady, Report
from tests.support.fake_others import FakeOthers
from tests.support.fake_page import FakePage
from tests.support.fake_phone import FakePhone
from tests.support.fake_servers import Servers


async def settled() -> None:
    """Let what was reported be heard, and what is heard have its effect."""
    for _ in range(10):
        await asyncio.sleep(0)


class FakeWhatsapp:
    """A ``domain.whatsapp.Whatsapp``.

    ``servers.sent`` shows what arrived, ``phone`` is the person, and ``missing`` names
    modules the page lacks: with any, every page only reports PageNotReady.
    """

    def __init__(self, *, missing: Sequence[str] = ()) -> None:
        self.missing = missing
        self.servers = Servers()
        self.pages: dict[int, FakePage] = {}
        self.phone = FakePhone(self.servers, self.pages)
        self.others = FakeOthers(self.servers, self.pages)
        self._refusal: str | None = None
        self._pids = itertools.count(100_000)

    async def open(
        self,
        session_id: int,
        hear: Callable[[Report], None],
        *,
        proxy_url: str | None = None,
    ) -> FakePage:
        if self._refusal is not None:
            reason, self._refusal = self._refusal, None
            raise PageLost(reason)
        rival = self.pages.get(session_id)
        if rival and rival.alive:
            raise PageLost(f"The profile of session {session_id} is in use.")
        page = FakePage(self.servers, session_id, hear, pid=next(self._pids))
        page.proxy_url = proxy_url
        self.pages[session_id] = page
        self._start(page)
        return page

    def _start(self, page: FakePage) -> None:
        if self.missing:
            reason = "WhatsApp Web lacks modules this program needs."
            page.report(PageNotReady(missing=self.missing, reason=reason))
        elif page.session_id in self.servers.logins:
            page.link()
        elif page.session_id in self.servers.removed:
            self.servers.removed.discard(page.session_id)
            page.unlink("The login is gone.")
        else:
            page.show_code()

    async def kept(self) -> Collection[int]:
        return {*self.pages, *self.servers.logins, *self.servers.removed}

    async def forget(self, session_id: int) -> None:
        if page := self.pages.pop(session_id, None):
            await page.close()
        self.servers.logins.pop(session_id, None)
        self.servers.removed.discard(session_id)

    # --- for tests --------------------------------------------------------------------

    def code_of(self, session_id: int) -> str:
        """The QR text the session's page shows now."""
        code = self.pages[session_id].code
        assert code is not None, f"Session {session_id} shows no code."
        return code

    def refuse_next_open(self, reason: str) -> None:
        self._refusal = reason

    def kill_browser(self, session_id: int) -> None:
        self.pages[session_id].die("The browser was ended by signal 9.")

    def lose_next_request(self) -> None:
        """The next send raises PageLost, and WhatsApp never gets the message."""
        self.servers.request_lost = True

    def lose_next_answer(self) -> None:
        """The next send raises PageLost, though WhatsApp has the message."""
        self.servers.answer_lost = True
