"""A browser that dies, crashes, hangs or is left over, in reality."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import BrowserLost, Linked, PageLost, QrShown
from tests.adapters.whatsapp_web.conftest import DEADLINES
from tests.adapters.whatsapp_web.contract import Session, text
from tests.adapters.whatsapp_web.hearing import Hearing
from tests.adapters.whatsapp_web.phones import SandboxPhone
from tests.adapters.whatsapp_web.processes import ended, renderers_of

GATEWAY = """
import asyncio, sys
from pathlib import Path
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb

async def main():
    whatsapp = WhatsappWeb(Path(sys.argv[1]), url=sys.argv[2])
    page = await whatsapp.open(1, lambda report: None)
    print(page.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture(scope="class")
def whatsapp(web: WhatsappWeb) -> WhatsappWeb:
    return web


@pytest.fixture(scope="class")
def phone(sandbox_phone: SandboxPhone) -> SandboxPhone:
    return sandbox_phone


class TestBrowserFaults:
    async def test_a_killed_browser_is_told_and_keeps_its_login(
        self, linked: Session
    ) -> None:
        os.kill(linked.page.pid, signal.SIGKILL)

        lost = await linked.heard.next(BrowserLost)
        assert "SIGKILL" in lost.reason
        with pytest.raises(PageLost, match="SIGKILL"):
            await linked.page.send(text())

        await linked.open()
        assert (await linked.heard.next(Linked)).phone_number == linked.number
        assert await local_storage_of(linked.page) != "{}"

    async def test_a_crashed_page_is_told(self, linked: Session) -> None:
        for pid in renderers_of(linked.page.pid):
            os.kill(pid, signal.SIGKILL)

        lost = await linked.heard.next(BrowserLost)
        assert "crashed" in lost.reason
        assert await ended(linked.page.pid)

    async def test_a_page_that_hangs_is_told(
        self, sandbox_url: str, tmp_path: Path
    ) -> None:
        impatient = replace(DEADLINES, call=2.0)
        whatsapp = WhatsappWeb(tmp_path, url=sandbox_url, deadlines=impatient)
        page = await whatsapp.open(1, heard := Hearing())
        await heard.next(QrShown)
        await hang(page)
        asking = asyncio.create_task(page.refresh_qr())

        lost = await heard.next(BrowserLost)
        assert "stopped answering" in lost.reason
        with pytest.raises(PageLost):
            await asking
        assert await ended(page.pid)

    async def test_a_browser_does_not_outlive_its_gateway(
        self, sandbox_url: str, tmp_path: Path
    ) -> None:
        gateway = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", GATEWAY, str(tmp_path), sandbox_url),
            stdout=asyncio.subprocess.PIPE,
        )
        assert gateway.stdout
        browser = int(await gateway.stdout.readline())
        gateway.kill()

        assert await gateway.wait() == -signal.SIGKILL
        assert await ended(browser)

    @pytest.mark.parametrize("path", ["/nowhere/chromium", "/bin/false", "/bin/cat"])
    async def test_what_is_no_browser_is_refused_with_the_remedy(
        self, tmp_path: Path, path: str
    ) -> None:
        whatsapp = WhatsappWeb(tmp_path, executable=Path(path))

        with pytest.raises(PageLost, match="MESSENGER_BRAIN_CHROMIUM"):
            await whatsapp.open(1, Hearing())
        assert not (tmp_path / "1" / "browser.json").exists()


async def hang(page: WebPage) -> None:
    """Let a script run for ever in the page."""
    with suppress(PageLost):
        await page.calls.devtools(
            "Runtime.evaluate", expression="for (;;) {}", deadline=0.1
        )


async def local_storage_of(page: object) -> str:
    assert isinstance(page, WebPage)
    answer = await page.calls.devtools(
        "Runtime.evaluate", expression="JSON.stringify(localStorage)", deadline=5.0
    )
    return str(answer["result"]["value"])
