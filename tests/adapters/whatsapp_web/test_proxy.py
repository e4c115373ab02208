"""A session behind a proxy: all goes through it, and nobody sees its password."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.proxy import Proxy
from adapters.whatsapp_web.proxy_login import ASKED, REFUSED
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import (
    Linked,
    PageLost,
    PageUnreachable,
    QrShown,
    StreamLost,
    Unlinked,
)
from tests.adapters.whatsapp_web.conftest import DEADLINES
from tests.adapters.whatsapp_web.contract import text
from tests.adapters.whatsapp_web.hearing import Hearing
from tests.adapters.whatsapp_web.little_proxy import little_proxy
from tests.adapters.whatsapp_web.phones import SandboxPhone

PATIENT = replace(DEADLINES, ready=30.0, send=30.0)


@asynccontextmanager
async def page_behind(
    proxy: str, url: str, profiles: Path
) -> AsyncIterator[tuple[WebPage, Hearing]]:
    heard = Hearing()
    whatsapp = WhatsappWeb(profiles, url=f"{url}/", deadlines=PATIENT)
    page = await whatsapp.open(1, heard, proxy_url=proxy)
    try:
        yield page, heard
    finally:
        await page.close()


async def test_everything_goes_through_the_proxy(
    sandbox_url: str, sandbox_phone: SandboxPhone, tmp_path: Path
) -> None:
    async with (
        little_proxy("ana:open sesame") as proxy,
        page_behind(
            f"http://ana:open%20sesame@127.0.0.1:{proxy.port}", sandbox_url, tmp_path
        ) as (page, heard),
    ):
        shown = await heard.next(QrShown, within=60)
        await sandbox_phone.scan(shown.code, "34622000001")
        await heard.next(Linked, within=60)
        await page.send(text())

        asked = " ".join(proxy.asked)
        assert f"GET {sandbox_url}/ " in asked
        assert f"POST {sandbox_url}/wa/send" in asked
        arguments = command_line_of(page.pid)
        assert f"127.0.0.1:{proxy.port}" in arguments
        assert "sesame" not in arguments


def command_line_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


async def test_a_proxy_without_a_password_is_asked_for_none(
    sandbox_url: str, tmp_path: Path
) -> None:
    async with (
        little_proxy() as proxy,
        page_behind(f"http://127.0.0.1:{proxy.port}", sandbox_url, tmp_path) as (
            _,
            heard,
        ),
    ):
        await heard.next(QrShown, within=60)
        assert proxy.asked


@pytest.mark.parametrize(
    ("login", "said"), [("ana:wrong@", REFUSED), ("", ASKED)], ids=["wrong", "none"]
)
async def test_a_proxy_that_lets_nobody_in_is_told(
    sandbox_url: str, tmp_path: Path, login: str, said: str
) -> None:
    async with (
        little_proxy("ana:right") as proxy,
        page_behind(f"http://{login}127.0.0.1:{proxy.port}", sandbox_url, tmp_path) as (
            _,
            heard,
        ),
    ):
        told = await heard.next(PageUnreachable, within=60)
        assert said in told.reason
        assert not proxy.asked


async def test_a_proxy_that_dies_costs_the_connection_and_not_the_login(
    sandbox_url: str, sandbox_phone: SandboxPhone, tmp_path: Path
) -> None:
    async with (
        little_proxy("ana:right") as proxy,
        page_behind(
            f"http://ana:right@127.0.0.1:{proxy.port}", sandbox_url, tmp_path
        ) as (_, heard),
    ):
        shown = await heard.next(QrShown, within=60)
        await sandbox_phone.scan(shown.code, "34622000002")
        await heard.next(Linked, within=60)
        await proxy.stop()
        await heard.next(StreamLost, within=60)
        await proxy.start()

        await heard.next(Linked, within=60)
        assert not heard.heard(Unlinked)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://proxy.example.org",
        "http://",
        "proxy.example.org:3128",
        "http://proxy.example.org:port",
        "socks5://ana:secret@proxy.example.org:1080",
    ],
)
async def test_what_chromium_can_not_use_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(PageLost) as refused:
        await WhatsappWeb(tmp_path).open(1, Hearing(), proxy_url=url)
    assert "secret" not in str(refused.value)


def test_a_password_is_not_shown() -> None:
    assert "hunter2" not in repr(Proxy.of("http://ana:hunter2@[::1]:3128"))
    assert Proxy.of("http://ana:hunter2@[::1]:3128").server == "http://[::1]:3128"
