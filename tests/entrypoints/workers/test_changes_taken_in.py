"""What becomes of messages, and happens around them, is taken in once and told."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.reference import MessageStatus
from domain.whatsapp import (
    Ack,
    CallSeen,
    CallStatus,
    GroupAction,
    GroupChanged,
    MessageKey,
)
from entrypoints.program import Program
from entrypoints.workers.intake import Intake
from projections.chat_activity import ActivityRow, activity_page
from projections.queries import Page
from tests.entrypoints.workers.office import FRIEND, PHONE, Office
from tests.entrypoints.workers.test_telling import Shop
from tests.support.receiver import Receiver
from tests.support.waiting import until

GROUP = "120363041234567890@g.us"
FRIEND_JID = f"{FRIEND}@s.whatsapp.net"
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
CALL = CallSeen(
    id="7F41C431C26A1916E07E",
    caller=FRIEND_JID,
    status=CallStatus.OFFER,
    is_video=True,
    is_group=False,
    at=NOW,
)
RENAMED = GroupChanged(
    id="3A55D6A9C1B2E3F40519",
    jid=GROUP,
    action=GroupAction.SUBJECT,
    by=FRIEND_JID,
    value="Friends",
    changed_at=NOW,
)


def around(office: Office) -> list[ActivityRow]:
    with office.program.settled() as rows:
        return [*activity_page(rows, office.id, Page())[0]]


def types(office: Office, message_id: int) -> list[str]:
    """Of the message's events once it was sent, without their family's name."""
    told = office.told(f"message:{message_id}")
    return [it.removeprefix("message.") for it in told[2:]]


async def sent(office: Office, text: str = "hello") -> tuple[int, MessageKey]:
    await office.link()
    message_id = office.send(text)
    await office.until_message(message_id, MessageStatus.SENT)
    return message_id, office.program.messages.all.get(message_id).key


def all_of_it(office: Office, key: MessageKey) -> None:
    """All that can become of a message of ours."""
    phone = office.whatsapp.phone
    phone.edit(phone=PHONE, key=key, text="hello again")
    phone.react(phone=PHONE, sender=FRIEND, key=key, text="👍")
    phone.vote(phone=PHONE, voter=FRIEND, key=key, options=["At nine"])
    phone.revoke(phone=PHONE, key=key)


def looks_back(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.Event]:
    """One for each look back that begins; set once all that it found is taken in."""
    looks: list[asyncio.Event] = []
    catch_up = Intake._catch_up  # noqa: SLF001

    async def noted(intake: Intake, *args: Any, **how: Any) -> None:
        look = asyncio.Event()
        looks.append(look)
        await catch_up(intake, *args, **how)
        look.set()

    monkeypatch.setattr(Intake, "_catch_up", noted)
    return looks


ALL = ["edited", "reacted", "poll_voted", "revoked"]


async def test_whatever_becomes_of_a_message_is_in_its_history(office: Office) -> None:
    message_id, key = await sent(office)

    all_of_it(office, key)

    await office.until_message(message_id, MessageStatus.DELETED)
    assert types(office, message_id) == ALL


async def test_what_was_missed_is_found_afterwards_and_nothing_is_taken_in_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = looks_back(monkeypatch)
    message_id, key = await sent(office)
    phone = office.whatsapp.phone
    phone.drop(PHONE, reconnects=False)
    all_of_it(office, key)
    phone.reconnect(PHONE)
    await office.until_message(message_id, MessageStatus.DELETED)

    before = len(looks)
    phone.drop(PHONE)
    await until(lambda: any(look.is_set() for look in looks[before:]))
    assert sorted(types(office, message_id)) == sorted(ALL)


async def test_what_becomes_of_an_incoming_message_needs_no_table_to_show_it(
    office: Office,
) -> None:
    await office.link()
    phone = office.whatsapp.phone
    for number in range(20):
        key = phone.receive(phone=PHONE, sender=FRIEND, text=f"number {number}")
        phone.edit(phone=PHONE, key=key, text=f"edited {number}")

    wanted = [{"conversation": f"edited {number}"} for number in range(20)]
    await until(lambda: [row.message for row in office.messages()] == wanted)


async def test_calls_and_changes_of_groups_are_taken_in_once(office: Office) -> None:
    await office.link()
    for _ in range(2):
        office.page.report(CALL)
        office.page.report(RENAMED)

    office.page.report(CALL.model_copy(update={"status": CallStatus.ENDED}))

    await until(lambda: "terminate" in {it.what for it in around(office)})
    assert sorted((it.kind, it.what) for it in around(office)) == [
        ("call", "offer"),
        ("call", "terminate"),
        ("group", "subject"),
    ]


async def test_in_a_chat_that_is_ignored_only_receipts_are_of_interest(
    office: Office,
) -> None:
    office.program.sessions.update(office.id, {"ignore_groups": True})
    await office.link()
    message_id = office.send("hello", to=GROUP)
    await office.until_message(message_id, MessageStatus.SENT)
    key = office.program.messages.all.get(message_id).key
    phone = office.whatsapp.phone
    phone.react(phone=PHONE, sender=FRIEND, key=key, text="👍")
    office.page.report(RENAMED)
    phone.ack(key.id, Ack.READ)

    await office.until_message(message_id, MessageStatus.READ)
    assert types(office, message_id) == ["acknowledged"]
    assert around(office) == []


async def test_what_failed_goes_out_once_when_it_is_resent(office: Office) -> None:
    await office.link()
    office.whatsapp.servers.unknown.add(FRIEND)
    message_id = office.send("hello")
    await office.until_message(message_id, MessageStatus.FAILED)
    office.whatsapp.servers.unknown.clear()

    again = office.program.messages.resend(message_id)

    await office.until_message(message_id, MessageStatus.SENT)
    assert [it.key.id for it in office.arrived()] == [again.key.id]


# --- told


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
async def shop(program: Program, receiver: Receiver) -> AsyncIterator[Shop]:
    shop = Shop(program, receiver)
    yield shop
    await shop.end()
    await shop.stop()


async def test_the_owner_is_told_of_all_of_it(shop: Shop) -> None:
    shop.begin()
    message_id, key = await sent(shop)
    all_of_it(shop, key)
    await shop.until_message(message_id, MessageStatus.DELETED)
    shop.page.report(CALL)
    shop.page.report(RENAMED)

    told = ("messages.update", "messages.reaction", "poll.results", "messages.delete")
    wanted = {*told, "call", "groups.update"}
    await until(lambda: wanted <= {it.body["event"] for it in shop.receiver.posts})
    (reaction,) = shop.receiver.of("messages.reaction")
    assert reaction.body["data"][0]["reaction"]["text"] == "👍"
    (results,) = shop.receiver.of("poll.results")
    assert results.body["data"]["pollResult"] == [
        {"name": "At nine", "voters": [FRIEND_JID]}
    ]
    (call,) = shop.receiver.of("call")
    assert call.body["data"]["call"]["from"] == FRIEND_JID
