"""A page that is not what it should be, or that WhatsApp does not serve."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.sandbox.server import sandbox
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import (
    Ack,
    Linked,
    MessageSeen,
    PageLost,
    PageNotReady,
    PageUnreachable,
    QrExhausted,
    QrShown,
    StreamLost,
)
from tests.adapters.whatsapp_web.conftest import DEADLINES
from tests.adapters.whatsapp_web.contract import FRIEND, Session, text, times_sent
from tests.adapters.whatsapp_web.hearing import Hearing
from tests.adapters.whatsapp_web.phones import SandboxPhone

# Long enough for wa-js to look at all modules on a machine that is busy.
IMPATIENT = replace(DEADLINES, ready=8.0, pulse_every=0.25)


@pytest.fixture(scope="class")
def whatsapp(web: WhatsappWeb) -> WhatsappWeb:
    return web


@pytest.fixture(scope="class")
def phone(sandbox_phone: SandboxPhone) -> SandboxPhone:
    return sandbox_phone


@asynccontextmanager
async def page_at(url: str, profiles: Path) -> AsyncIterator[tuple[WebPage, Hearing]]:
    heard = Hearing()
    page = await WhatsappWeb(profiles, url=url, deadlines=IMPATIENT).open(1, heard)
    try:
        yield page, heard
    finally:
        await page.close()


class TestPageFaults:
    async def test_missing_modules_are_named(
        self, sandbox_url: str, tmp_path: Path
    ) -> None:
        url = f"{sandbox_url}/?drop=WAWebSendMsgChatAction,WAWebMsgKey"
        async with page_at(url, tmp_path) as (_, heard):
            told = await heard.next(PageNotReady)

        assert [*told.missing] == ["WAWebMsgKey", "WAWebSendMsgChatAction"]
        assert not heard.heard(QrShown)

    async def test_a_page_without_modules_is_told(
        self, sandbox_url: str, tmp_path: Path
    ) -> None:
        async with page_at(f"{sandbox_url}/health", tmp_path) as (_, heard):
            told = await heard.next(PageNotReady)

        assert "no modules" in told.reason

    async def test_a_page_that_can_not_be_loaded_is_tried_again(
        self, tmp_path: Path
    ) -> None:
        port = free_port()
        async with page_at(f"http://127.0.0.1:{port}/", tmp_path) as (_, heard):
            told = await heard.next(PageUnreachable)
            assert "ERR_CONNECTION_REFUSED" in told.reason
            async with sandbox(port=port):
                await heard.next(QrShown)

    async def test_codes_end_and_can_be_asked_for_again(self, tmp_path: Path) -> None:
        async with (
            sandbox(ref_ttl=6.0, max_refs=2) as url,
            page_at(url, tmp_path) as (page, heard),
        ):
            shown = await heard.next(QrShown)
            await heard.next(QrExhausted)
            await page.refresh_qr()
            again = await heard.next(QrShown)

        assert shown.ttl_seconds == 6.0
        assert again.code != shown.code

    async def test_a_restart_of_whatsapp_is_lived_through(self, tmp_path: Path) -> None:
        port, world = free_port(), tmp_path / "world.db"
        url = f"http://127.0.0.1:{port}"
        async with page_at(url, tmp_path / "profiles") as (_, heard):
            async with sandbox(world, port=port):
                shown = await heard.next(QrShown)
                await SandboxPhone(url).scan(shown.code, "34600111222")
                await heard.next(Linked)
            await heard.next(StreamLost)
            async with sandbox(world, port=port):
                await heard.next(Linked)

    async def test_a_message_whatsapp_gave_up_can_be_sent_again(
        self, linked: Session, phone: SandboxPhone
    ) -> None:
        message = text()
        await phone.refuse_next(linked.number)
        with pytest.raises(PageLost, match="did not accept"):
            await linked.page.send(message)

        assert (await linked.page.send(message)).ack >= Ack.SENT
        assert await times_sent(message, linked, phone) == 1

    async def test_a_send_that_is_asked_for_twice_at_once_happens_once(
        self, linked: Session, phone: SandboxPhone
    ) -> None:
        message = text()
        first, second = await asyncio.gather(
            linked.page.send(message), linked.page.send(message)
        )

        assert first == second
        assert await phone.arrivals_of(message.key.id) == 1

    async def test_what_was_told_while_nobody_listened_is_fetched(
        self, linked: Session, phone: SandboxPhone
    ) -> None:
        assert isinstance(linked.page, WebPage)
        await linked.page.calls.devtools(
            "Runtime.evaluate", expression="delete messengerBrainHears", deadline=5.0
        )
        for number in range(3):
            await phone.receive(linked.number, FRIEND, str(number))

        seen = [await linked.heard.next(MessageSeen) for _ in range(3)]
        assert [it.content["conversation"] for it in seen] == ["0", "1", "2"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
