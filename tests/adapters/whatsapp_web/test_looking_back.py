"""What was missed is fetched in parts, and what can't be read hides nothing else."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.looking_back import look_back
from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import Linked, MessageSeen, PollVoteSeen
from tests.adapters.whatsapp_web.contract import Session
from tests.adapters.whatsapp_web.hearing import PATIENCE_SECONDS
from tests.adapters.whatsapp_web.message_kinds import POLL, outgoing
from tests.adapters.whatsapp_web.message_phones import SandboxMessagePhone
from tests.adapters.whatsapp_web.phones import SandboxPhone

ANA, BOB, EVA = "34600333001", "34600333002", "34600333003"

# Reading a chat back lasts longer than a part, so each is a part of its own.
SLOW = """
(() => {
  const find = require('WAWebMsgFind');
  const real = find.msgFindByDirection;
  const slow = async (query) => {
    await new Promise((done) => setTimeout(done, 1500));
    return real(query);
  };
  find.msgFindByDirection = slow;
  find.msgFindBefore = (query) => slow({ ...query, direction: 'before' });
})()
"""

BROKEN_CHAT = """
(() => {
  const find = require('WAWebMsgFind');
  const { msgFindByDirection, msgFindBefore } = find;
  const unless = (real) => async (query) => {
    if (String(query.anchor.remote).includes('%s')) throw new Error('A damaged chat.');
    return real(query);
  };
  find.msgFindByDirection = unless(msgFindByDirection);
  find.msgFindBefore = unless(msgFindBefore);
})()
"""

BROKEN_MESSAGE = """
Object.defineProperty(
  WPP.whatsapp.MsgStore.findFirst((it) => it.id.id === '%s'),
  'mentionedJidList',
  { get() { throw new Error('An odd message.'); } },
)
"""

NOT_LOADED = "WPP.whatsapp.MsgStore.getModelsArray = () => []"


@pytest.fixture(scope="class")
def whatsapp(web: WhatsappWeb) -> WhatsappWeb:
    return web


@pytest.fixture(scope="class")
def phone(sandbox_phone: SandboxPhone) -> SandboxPhone:
    return sandbox_phone


class Parts:
    """A page that answers in parts."""

    def __init__(self, *parts: dict[str, Any]) -> None:
        self._parts = [*parts]

    async def call(self, function: str, number: int, **_: object) -> object:
        if function == "lookBack":
            return 7
        assert (function, number) == ("lookFurther", 7)
        return self._parts.pop(0)


async def events_of(*parts: dict[str, Any]) -> list[dict[str, Any]]:
    calls: Any = Parts(*parts)
    return [dict(it) for it in await look_back(calls, Deadlines(), datetime.now(UTC))]


async def test_parts_are_fetched_until_there_are_no_more() -> None:
    late, early, odd = {"at": 2}, {"at": 1}, {"at": None}
    first = {"events": [late], "faults": [], "more": True}
    second = {"events": [], "faults": [], "more": True}
    last = {"events": [early, odd], "faults": [], "more": False}

    assert await events_of(first, second, last) == [odd, early, late]


async def test_what_the_page_had_to_leave_out_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await events_of({"events": [], "faults": ["A damaged chat."], "more": False})

    assert "A damaged chat." in caplog.text


async def javascript(session: Session, expression: str) -> None:
    assert isinstance(session.page, WebPage)
    answer = await session.page.calls.devtools(
        "Runtime.evaluate", expression=expression, deadline=30.0
    )
    assert "exceptionDetails" not in answer, answer


@pytest.fixture
async def chats(linked: Session, phone: SandboxPhone) -> dict[str, str]:
    """Ids of messages by who wrote them, all of them known to the page."""
    ids = {
        it: await phone.receive(linked.number, it, f"hi from {it}") for it in FRIENDS
    }
    for _ in FRIENDS:
        await linked.heard.next(MessageSeen)
    return ids


FRIENDS = (ANA, BOB, EVA)


async def found_by(session: Session) -> set[str]:
    since = datetime.now(UTC) - timedelta(minutes=10)
    return {it.key.id for it in await session.page.seen_since(since)}


class TestInBrowser:
    async def test_chats_that_are_slow_to_read_are_read_in_parts(
        self, linked: Session, chats: dict[str, str]
    ) -> None:
        await javascript(linked, NOT_LOADED)
        await javascript(linked, SLOW)
        assert isinstance(linked.page, WebPage)
        calls = linked.page.calls
        number = await calls.call("lookBack", 0, deadline=30)
        part: Any = await calls.call("lookFurther", number, deadline=30)

        assert part["more"]
        assert await found_by(linked) == {*chats.values()}

    async def test_a_chat_that_can_not_be_read_hides_no_other(
        self, linked: Session, chats: dict[str, str]
    ) -> None:
        await javascript(linked, NOT_LOADED)
        await javascript(linked, BROKEN_CHAT % BOB)

        assert await found_by(linked) == {chats[ANA], chats[EVA]}

    async def test_a_message_that_can_not_be_described_hides_no_other(
        self, linked: Session, chats: dict[str, str]
    ) -> None:
        await javascript(linked, BROKEN_MESSAGE % chats[BOB])

        assert await found_by(linked) == {chats[ANA], chats[EVA]}

    async def test_a_vote_that_was_withdrawn_while_nobody_listened_is_found(
        self, linked: Session, sandbox_url: str
    ) -> None:
        messages = SandboxMessagePhone(sandbox_url)
        await linked.page.send(poll := outgoing(POLL))
        await messages.vote(linked.number, ANA, poll.key, ["Later"])
        await linked.heard.next(PollVoteSeen)
        await linked.page.close()
        await messages.vote(linked.number, ANA, poll.key, [])
        await linked.open()
        await linked.heard.next(Linked)

        async with asyncio.timeout(PATIENCE_SECONDS):
            while await votes_in(linked) != [()]:  # noqa: ASYNC110
                await asyncio.sleep(0.1)


async def votes_in(session: Session) -> list[tuple[str, ...]]:
    since = datetime.now(UTC) - timedelta(minutes=10)
    told = await session.page.seen_since(since)
    return [it.options for it in told if isinstance(it, PollVoteSeen)]
