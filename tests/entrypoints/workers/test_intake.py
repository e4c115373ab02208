"""What pages see is taken in once: live, and after nobody listened for a while."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.reference import MessageStatus
from domain.whatsapp import Ack, PageLost
from tests.entrypoints.workers.office import FRIEND, PHONE, Office
from tests.support.fake_page import FakePage
from tests.support.waiting import until

GROUP = "120363041234567890@g.us"


def bodies(office: Office) -> list[str]:
    return [str((row.message or {}).get("conversation")) for row in office.messages()]


async def test_a_message_that_comes_in_becomes_a_row(office: Office) -> None:
    await office.link()
    key = office.whatsapp.phone.receive(phone=PHONE, sender=FRIEND, text="hi")

    row = await until(lambda: office.message(key))
    assert row.status is MessageStatus.RECEIVED
    assert row.message == {"conversation": "hi"}
    assert row.remoteJid == f"{FRIEND}@s.whatsapp.net"


async def test_messages_come_in_in_order(office: Office) -> None:
    await office.link()
    wanted = [f"number {number}" for number in range(30)]
    for text in wanted:
        office.whatsapp.phone.receive(phone=PHONE, sender=FRIEND, text=text)

    await until(lambda: bodies(office) == wanted)


async def test_what_the_person_writes_on_the_phone_is_taken_in(office: Office) -> None:
    await office.link()
    key = office.whatsapp.phone.write(phone=PHONE, to=FRIEND, text="from my phone")

    row = await until(lambda: office.message(key))
    assert row.status is MessageStatus.SENT
    assert row.key["fromMe"] is True


async def test_a_reconnect_takes_in_what_was_missed_once(office: Office) -> None:
    await office.link()
    phone = office.whatsapp.phone
    heard = phone.receive(phone=PHONE, sender=FRIEND, text="heard")
    await until(lambda: office.message(heard))
    phone.drop(PHONE, reconnects=False)
    missed = phone.receive(phone=PHONE, sender=FRIEND, text="missed")
    phone.reconnect(PHONE)

    await until(lambda: office.message(missed))
    phone.drop(PHONE)
    later = phone.receive(phone=PHONE, sender=FRIEND, text="later")
    await until(lambda: office.message(later))
    assert bodies(office) == ["heard", "missed", "later"]


async def test_a_restart_takes_in_what_was_missed_once(office: Office) -> None:
    await office.link()
    await office.stop()
    missed = office.whatsapp.phone.receive(phone=PHONE, sender=FRIEND, text="missed")
    office.start()

    await until(lambda: office.message(missed))
    await office.stop()
    office.start()
    await until(lambda: office.told().count("whatsapp_session.connected") == 3)
    assert bodies(office) == ["missed"]


async def test_what_a_new_page_tells_first_hides_nothing_older(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest message known is old when a gateway was away for a long time."""
    await office.link()
    await office.stop()
    phone = office.whatsapp.phone
    missed = phone.receive(phone=PHONE, sender=FRIEND, text="missed")
    login = office.whatsapp.servers.logins[office.id]
    (told,) = login.received
    start = office.whatsapp._start  # noqa: SLF001

    def tells_at_once(page: FakePage) -> None:
        future = told.sent_at + timedelta(hours=1)
        key = told.key.model_copy(update={"id": "3A0000000000000000AA"})
        page.report(told.model_copy(update={"key": key, "sent_at": future}))
        start(page)

    monkeypatch.setattr(office.whatsapp, "_start", tells_at_once)
    office.start()

    await until(lambda: office.message(missed))


async def test_a_page_that_can_not_tell_yet_is_asked_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.link()
    phone, page = office.whatsapp.phone, office.page
    phone.drop(PHONE, reconnects=False)
    missed = phone.receive(phone=PHONE, sender=FRIEND, text="missed")
    seen_since, faults = page.seen_since, iter([PageLost("not yet")])

    async def loading(since: datetime) -> object:
        for fault in faults:
            raise fault
        return await seen_since(since)

    monkeypatch.setattr(page, "seen_since", loading)
    phone.reconnect(PHONE)

    await until(lambda: office.message(missed))


async def test_acks_that_were_missed_are_caught_up(office: Office) -> None:
    await office.link()
    sent = office.send("hello")
    await office.until_message(sent, MessageStatus.SENT)
    await office.stop()
    (arrival,) = office.arrived()
    office.whatsapp.phone.ack(arrival.key.id, Ack.READ)
    office.start()

    await office.until_message(sent, MessageStatus.READ)


@pytest.mark.parametrize(
    ("setting", "chat"),
    [
        ("ignore_groups", GROUP),
        ("ignore_channels", "120363041234567891@newsletter"),
        ("ignore_broadcasts", "status@broadcast"),
    ],
)
async def test_chats_the_owner_ignores_leave_no_trace(
    office: Office, setting: str, chat: str
) -> None:
    await office.link()
    office.program.sessions.update(office.id, {setting: True})
    phone = office.whatsapp.phone
    phone.receive(phone=PHONE, sender=FRIEND, text="to all", group=chat)
    heard = phone.receive(phone=PHONE, sender=FRIEND, text="to me")

    await until(lambda: office.message(heard))
    assert bodies(office) == ["to me"]


async def test_a_message_in_a_group_names_its_author(office: Office) -> None:
    await office.link()
    key = office.whatsapp.phone.receive(
        phone=PHONE, sender=FRIEND, text="to all", group=GROUP
    )

    row = await until(lambda: office.message(key))
    assert row.remoteJid == GROUP
    assert row.key["participant"] == f"{FRIEND}@s.whatsapp.net"


async def test_nothing_from_before_the_login_is_taken_in(office: Office) -> None:
    await office.link()
    login = office.whatsapp.servers.logins[office.id]
    key = office.whatsapp.phone.receive(phone=PHONE, sender=FRIEND, text="template")
    await until(lambda: office.message(key))
    old = login.received[0].model_copy(
        update={
            "key": key.model_copy(update={"id": "3A0000000000000000BB"}),
            "sent_at": datetime.now(UTC) - timedelta(days=2),
        }
    )
    login.received.insert(0, old)
    office.whatsapp.phone.drop(PHONE)
    later = office.whatsapp.phone.receive(phone=PHONE, sender=FRIEND, text="later")

    await until(lambda: office.message(later))
    assert bodies(office) == ["template", "later"]
