"""The page in a real Chromium, with the unmodified wa-js bundle."""

from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.whatsapp_web.sandbox.server import sandbox_in_thread
from tests.adapters.sandbox.chromium import EXECUTABLE, WebPage, open_browser
from tests.adapters.sandbox.mortal import killed_in_the_end
from tests.adapters.sandbox.pages import ANA, BEA
from tests.adapters.sandbox.streams import scan

pytestmark = pytest.mark.skipif(not EXECUTABLE.exists(), reason="needs headless-shell")

SEND = "WPP.chat.sendTextMessage('34600333444@c.us', {text!r}, {{createChat: true}})"
MESSAGES = (
    "WPP.chat.getMessages('34600333444@c.us', {count: 20})"
    ".then((found) => found.map((it) => [it.id.fromMe, it.body, it.ack]))"
)


async def link(page: WebPage, phone: httpx.AsyncClient) -> None:
    body = {"code": await page.code(), "phone": ANA, "pushname": "Ana"}
    answer = await phone.post("/phone/scan", json=body)
    assert answer.status_code == 200
    await page.ready()


async def incoming(phone: httpx.AsyncClient, text: str) -> None:
    body = {"phone": ANA, "from": BEA, "text": text}
    answer = await phone.post("/phone/incoming", json=body)
    assert answer.status_code == 200


async def sent(phone: httpx.AsyncClient) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = (await phone.get("/phone/state")).json()["sent"]
    return messages


async def test_a_phone_links_talks_and_unlinks(tmp_path: Path) -> None:
    with sandbox_in_thread() as url:
        async with (
            httpx.AsyncClient(base_url=url) as phone,
            open_browser(url, tmp_path / "profile") as page,
        ):
            await link(page, phone)
            await page.evaluate(SEND.format(text="hello") + ".then(() => true)")
            [message] = await sent(phone)
            assert (message["body"], message["arrivals"]) == ("hello", 1)

            await phone.post("/phone/ack", json={"id": message["id"], "ack": 3})
            await incoming(phone, "hi there")
            await page.until("seen.some(([it, value]) => value?.body === 'hi there')")
            expected = [[True, "hello", 3], [False, "hi there", 1]]
            assert await page.evaluate(MESSAGES) == expected

            await page.page.reload()
            await page.ready()
            assert await page.evaluate(MESSAGES) == expected

            await phone.post("/phone/unlink", json={"phone": ANA})
            assert await page.code()


async def test_an_unconfirmed_message_is_sent_again_and_kept_once(
    tmp_path: Path,
) -> None:
    profile = tmp_path / "profile"
    with sandbox_in_thread() as url:
        async with httpx.AsyncClient(base_url=url) as phone:
            async with open_browser(url, profile) as page:
                await link(page, phone)
                await phone.post("/phone/lose_answer", json={"phone": ANA})
                await page.evaluate(f"void {SEND.format(text='once')}")
                await page.until("WPP.whatsapp.MsgStore.length === 1")
                await page.until(
                    "fetch('/phone/state').then(async (it) =>"
                    " (await it.json()).sent.length)"
                )
            async with open_browser(url, profile) as page:
                await page.ready()
                await page.until("WPP.whatsapp.MsgStore.head().ack === 1")
            [message] = await sent(phone)
            assert message["arrivals"] == 2


async def test_the_page_survives_the_death_of_the_server(tmp_path: Path) -> None:
    database = tmp_path / "sandbox.db"
    async with AsyncExitStack() as browser:
        with killed_in_the_end(database) as url:
            phone = await browser.enter_async_context(httpx.AsyncClient(base_url=url))
            page = await browser.enter_async_context(
                open_browser(url, tmp_path / "profile")
            )
            await link(page, phone)
            await page.evaluate(SEND.format(text="before") + ".then(() => true)")
        await page.until("WPP.whatsapp.Socket.stream === 'DISCONNECTED'")
        await page.evaluate(f"void {SEND.format(text='into the dark')}")
        with killed_in_the_end(database, port=httpx.URL(url).port or 0):
            await incoming(phone, "while away")
            await page.until("seen.some(([it, value]) => value?.body === 'while away')")
            await page.until("!WPP.whatsapp.MsgStore.some((it) => !it.ack)")
            bodies = [it["body"] for it in await sent(phone)]
            assert bodies == ["before", "into the dark"]


async def test_a_dropped_module_is_missing_for_wa_js(tmp_path: Path) -> None:
    with sandbox_in_thread() as url:
        address = f"{url}/?drop=WAWebSendMsgChatAction"
        async with open_browser(address, tmp_path / "profile") as page:
            code = await page.code()
            assert (
                await page.evaluate("document.querySelector('textarea').value") == code
            )
            assert await page.evaluate("!WPP.whatsapp.functions.addAndSendMsgToChat")


async def test_a_person_writes_on_the_phones_page(tmp_path: Path) -> None:
    with sandbox_in_thread() as url, httpx.Client(base_url=url) as client:
        scan(client, ANA)
        async with open_browser(f"{url}/phone", tmp_path / "profile") as page:
            field = "document.querySelector('form.write [name=text]')"
            await page.until(f"!!{field}")
            await page.evaluate(
                f"({field}.value = 'hola', {field}.dispatchEvent(new Event('input')),"
                f" {field}.form.requestSubmit())"
            )
            text = "document.querySelector('.bubbles').textContent"
            await page.until(f"{text}.includes('hola')")


FILL_POLL = """
(() => {
  const { elements } = document.querySelector('form.write');
  elements.kind.value = 'poll';
  elements.kind.dispatchEvent(new Event('change'));
  elements.question.value = 'Lunch?';
  elements.options.value = 'Yes\\nNo';
  elements.kind.form.requestSubmit();
})()
"""


async def test_a_poll_is_asked_and_answered_on_the_phones_page(tmp_path: Path) -> None:
    with sandbox_in_thread() as url:
        with httpx.Client(base_url=url) as client:
            scan(client, ANA)
        async with open_browser(f"{url}/phone", tmp_path / "profile") as page:
            await page.until("!!document.querySelector('form.write')")
            await page.evaluate(FILL_POLL)
            await page.until("document.querySelectorAll('.option').length === 2")
            await page.evaluate("document.querySelector('.option').click()")
            text = "document.querySelector('.option').textContent"
            await page.until(f"{text}.includes('1 vot')")
        async with httpx.AsyncClient(base_url=url) as phone:
            [written] = (await phone.get("/phone/state")).json()["written"]

    assert written["content"]["options"] == ["Yes", "No"]
    assert [*written["votes"].values()] == [["Yes"]]
