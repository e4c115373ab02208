"""Whatever breaks on the way to WhatsApp, the login is not what is lost."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import (
    BrowserLost,
    Linked,
    PageLost,
    PageNotReady,
    QrExhausted,
    QrShown,
    StreamLost,
    Unlinked,
    UpdateNeeded,
)
from tests.adapters.whatsapp_web.conftest import DEADLINES
from tests.adapters.whatsapp_web.contract import Session, text
from tests.adapters.whatsapp_web.directory_phones import SandboxDirectoryPhone
from tests.adapters.whatsapp_web.hearing import Hearing
from tests.adapters.whatsapp_web.phones import SandboxPhone
from tests.adapters.whatsapp_web.processes import renderers_of
from tests.adapters.whatsapp_web.test_browser_faults import hang

LONG = 60.0


@pytest.fixture(scope="class")
def whatsapp(web: WhatsappWeb) -> WhatsappWeb:
    return web


@pytest.fixture(scope="class")
def phone(sandbox_phone: SandboxPhone) -> SandboxPhone:
    return sandbox_phone


def assert_login_kept(heard: Hearing) -> None:
    assert not heard.heard(Unlinked)
    assert not heard.heard(QrShown)
    assert not heard.heard(QrExhausted)


@asynccontextmanager
async def without_network(page: WebPage) -> AsyncIterator[None]:
    """As when a cable is pulled: what is open ends, and nothing new gets through."""

    async def offline(*, on: bool) -> None:
        for method, params in (
            ("Network.enable", {}),
            (
                "Network.emulateNetworkConditions",
                {
                    "offline": on,
                    "latency": 0,
                    "downloadThroughput": -1,
                    "uploadThroughput": -1,
                },
            ),
        ):
            await page.calls.devtools(method, deadline=10.0, **params)

    await offline(on=True)
    try:
        yield
    finally:
        await offline(on=False)


class TestRecovery:
    @pytest.mark.parametrize("victim", ["browser", "renderer"])
    async def test_a_process_that_dies(self, linked: Session, victim: str) -> None:
        linked.heard.pass_over()
        browser = linked.page.pid
        for pid in [browser] if victim == "browser" else renderers_of(browser):
            os.kill(pid, signal.SIGKILL)

        await linked.heard.next(BrowserLost, within=LONG)
        await linked.open()
        again = await linked.heard.next(Linked, within=LONG)
        assert again.phone_number == linked.number
        assert_login_kept(linked.heard)

    async def test_a_page_that_hangs_while_nobody_asks_it_anything(
        self, linked: Session, whatsapp: WhatsappWeb
    ) -> None:
        await linked.page.close()
        impatient = replace(DEADLINES, call=3.0)
        profiles = whatsapp._profiles  # noqa: SLF001 - the same, in less time
        other = WhatsappWeb(profiles, url=whatsapp._url, deadlines=impatient)  # noqa: SLF001
        page = await other.open(linked.id, heard := Hearing())
        await heard.next(Linked, within=LONG)
        await hang(page)

        lost = await heard.next(BrowserLost, within=LONG)
        assert "stopped answering" in lost.reason
        await linked.open()
        await linked.heard.next(Linked, within=LONG)
        assert_login_kept(heard)

    async def test_a_network_that_goes_and_comes_back(self, linked: Session) -> None:
        assert isinstance(linked.page, WebPage)
        linked.heard.pass_over()
        async with without_network(linked.page):
            # What is open already is not cut by this, so the page lets go of it.
            await linked.page.calls.devtools(
                "Runtime.evaluate",
                expression="sandboxRequire('WAWebSocketModel').Socket.reconnect()",
                deadline=10.0,
            )
            await linked.heard.next(StreamLost, within=LONG)
            with pytest.raises(PageLost):
                await linked.page.send(text())
        await linked.heard.next(Linked, within=LONG)

        assert (await linked.page.send(text())).ack
        assert_login_kept(linked.heard)

    async def test_a_page_that_whatsapp_calls_outdated(
        self, linked: Session, phone: SandboxPhone
    ) -> None:
        linked.heard.pass_over()
        await phone.needs_update(linked.number)

        told = await linked.heard.next(UpdateNeeded, within=LONG)
        assert "version" in told.reason
        assert_login_kept(linked.heard)

    async def test_modules_that_were_renamed_overnight(
        self, linked: Session, sandbox_url: str, tmp_path: Path
    ) -> None:
        """The login waits for a version that knows the new names."""
        await linked.page.close()
        linked.heard.pass_over()
        directory = SandboxDirectoryPhone(sandbox_url)
        await directory.drift("WAWebSendMsgChatAction")
        try:
            impatient = replace(DEADLINES, ready=8.0, pulse_every=0.25)
            other = WhatsappWeb(tmp_path, url=f"{sandbox_url}/", deadlines=impatient)
            page = await other.open(1, heard := Hearing())
            told = await heard.next(PageNotReady, within=LONG)
            diagnosis = await page.diagnose()
            await page.close()
        finally:
            await directory.drift()
        assert [*told.missing] == ["WAWebSendMsgChatAction"]
        assert [*diagnosis.missing] == ["WAWebSendMsgChatAction"]
        assert not diagnosis.ready

        await linked.open()
        await linked.heard.next(Linked, within=LONG)
        assert_login_kept(linked.heard)

    async def test_a_page_that_is_closed_in_order(self, linked: Session) -> None:
        linked.heard.pass_over()
        await linked.page.close()
        await linked.open()

        await linked.heard.next(Linked, within=LONG)
        assert_login_kept(linked.heard)
