"""``doctor --session`` looks into a page that another part of the program drives."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from adapters.whatsapp_web import second_look
from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.sandbox.server import sandbox_in_thread
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import PageLost, PageNotReady, QrShown
from entrypoints.bootstrap import bootstrap
from entrypoints.program import Program
from entrypoints.settings import Settings
from tests.adapters.whatsapp_web.hearing import Hearing
from tests.entrypoints.cli.conftest import Shell
from tests.support import a

PATIENT = Deadlines(ready=8.0, pulse_every=0.5)


@pytest.fixture(scope="module")
def sandbox_url() -> Iterator[str]:
    with sandbox_in_thread() as url:
        yield url


@pytest.fixture
def program(shell: Shell) -> Iterator[Program]:
    shell.user()
    program = bootstrap(Settings())
    yield program
    program.close()


@pytest.fixture
def session(program: Program) -> int:
    """One that somebody wants to be connected."""
    session_id = program.sessions.create(1, a.settings(name="Shop")).id
    program.sessions.connect(session_id)
    program.projector.catch_up()
    return session_id


@dataclass(frozen=True)
class Browsers:
    """Opens the session's page at an address, and shows it in the tables."""

    program: Program
    session: int
    profiles: Path
    sandbox_url: str

    @asynccontextmanager
    async def page(self, path: str = "/") -> AsyncIterator[tuple[WebPage, Hearing]]:
        url = f"{self.sandbox_url}{path}"
        whatsapp = WhatsappWeb(self.profiles, url=url, deadlines=PATIENT)
        page = await whatsapp.open(self.session, heard := Hearing())
        browsers = self.program.sessions.record_browser
        node = self.program.settings.node
        browsers.opened(self.session, node=node, profile="profile")
        browsers.ready(self.session, pid=page.pid, endpoint=page.endpoint)
        self.program.projector.catch_up()
        try:
            yield page, heard
        finally:
            await page.close()


@pytest.fixture
def browsers(
    program: Program, session: int, tmp_path: Path, sandbox_url: str
) -> Browsers:
    return Browsers(program, session, tmp_path / "profiles", sandbox_url)


async def ask(shell: Shell, session: int) -> tuple[int, dict[str, Any]]:
    """The exit status, and the findings by what was checked."""
    told = ("doctor", "--session", str(session), "--json")
    said = await asyncio.to_thread(shell, *told)
    return said.status, {it["check"]: it for it in map(json.loads, said.lines)}


async def test_a_page_that_is_well_is_described(
    shell: Shell, session: int, browsers: Browsers
) -> None:
    async with browsers.page() as (page, heard):
        await heard.next(QrShown, within=60)
        status, found = await ask(shell, session)

        assert status == 0, found
        assert [*found] == [
            "session",
            "browser",
            "page",
            "wa-js",
            "WhatsApp Web",
            "modules",
            "connection",
        ]
        assert str(page.pid) in found["browser"]["said"]
        assert found["WhatsApp Web"]["said"].startswith("2.3000.")
        assert "QR code" in found["connection"]["said"]


async def test_modules_that_whatsapp_renamed_are_named(
    shell: Shell, session: int, browsers: Browsers
) -> None:
    async with browsers.page("/?drop=WAWebSendMsgChatAction") as (_, heard):
        await heard.next(PageNotReady, within=60)
        status, found = await ask(shell, session)

        assert status == 1
        assert "WAWebSendMsgChatAction" in found["modules"]["said"]


async def test_a_page_that_is_not_whatsapps_is_told(
    shell: Shell, session: int, browsers: Browsers
) -> None:
    async with browsers.page("/health") as (_, heard):
        await heard.next(PageNotReady, within=60)
        status, found = await ask(shell, session)

        assert status == 1
        assert not all(it["ok"] for it in found.values())


async def test_a_page_that_hangs_is_told(
    shell: Shell,
    session: int,
    browsers: Browsers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(second_look, "DEADLINE_SECONDS", 2.0)
    async with browsers.page() as (page, heard):
        await heard.next(QrShown, within=60)
        with suppress(PageLost):
            await page.calls.devtools(
                "Runtime.evaluate", expression="for (;;) {}", deadline=0.1
            )
        status, found = await ask(shell, session)

        assert status == 1
        assert not found["browser"]["ok"]


async def test_a_browser_that_is_gone_is_told(
    shell: Shell, session: int, browsers: Browsers
) -> None:
    async with browsers.page():
        pass
    status, found = await ask(shell, session)

    assert status == 1
    assert "No browser answers" in found["browser"]["said"]


@pytest.mark.usefixtures("program")
def test_a_session_without_a_browser_is_told(shell: Shell, session: int) -> None:
    said = shell("doctor", "--session", str(session))

    assert said.status == 1
    assert said.lines[0].startswith("ok      session: Shop is connecting")
    assert "no open browser. Connect it" in said.lines[1]


@pytest.mark.usefixtures("program")
def test_a_session_that_is_not_there_is_refused(shell: Shell) -> None:
    assert "77" in shell.refused("doctor", "--session", "77")


def test_a_browser_of_another_machine_is_told(
    shell: Shell, program: Program, session: int
) -> None:
    browsers = program.sessions.record_browser
    browsers.opened(session, node="another-host", profile="profile")
    browsers.ready(session, pid=1, endpoint="ws://127.0.0.1:1/x")
    program.projector.catch_up()

    said = shell("doctor", "--session", str(session))
    assert said.status == 1
    assert "another-host" in said.out
