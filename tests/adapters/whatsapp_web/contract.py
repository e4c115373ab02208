"""What every ``domain.whatsapp.Whatsapp`` must do. Inherited by test classes for each.

The test module gives the fixtures ``whatsapp`` and ``phone``; ``conftest.py`` makes
sessions of them. Sessions, numbers and keys are never used twice, so that tests may
share one WhatsApp.
"""

import itertools
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from domain.whatsapp import (
    Ack,
    AckSeen,
    Linked,
    MessageKey,
    MessageSeen,
    Outgoing,
    PageLost,
    QrShown,
    SendRefused,
    StreamLost,
    TakenOver,
    Unlinked,
    Whatsapp,
    WhatsappPage,
)
from tests.adapters.whatsapp_web.hearing import Hearing
from tests.adapters.whatsapp_web.phones import Phone

FRIEND = "34600999888"
GROUP = "120363000000000001@g.us"

numbers = itertools.count(1)


def text(to: str = FRIEND, *, body: str = "hello") -> Outgoing:
    """A text under a key of its own."""
    address = to if "@" in to else f"{to}@s.whatsapp.net"
    return Outgoing(
        key=MessageKey(
            id=f"3EB0{next(numbers):016X}", remote_jid=address, from_me=True
        ),
        content={"conversation": body},
    )


class Session:
    """One session of the WhatsApp under test, whose browser can be opened again."""

    def __init__(self, whatsapp: Whatsapp, phone: Phone) -> None:
        self.id = next(numbers)
        self.number = f"34611{self.id:06d}"
        self.heard = Hearing()
        self.page: WhatsappPage
        self._whatsapp = whatsapp
        self._phone = phone

    async def open(self) -> None:
        self.page = await self._whatsapp.open(self.id, self.heard)

    async def link(self) -> Linked:
        """Open, show a code, be scanned."""
        await self.open()
        shown = await self.heard.next(QrShown)
        await self._phone.scan(shown.code, self.number)
        return await self.heard.next(Linked)

    async def close(self) -> None:
        if hasattr(self, "page"):
            await self.page.close()


async def times_sent(message: Outgoing, session: Session, phone: Phone) -> int:
    arrived = [key_id for key_id, _ in await phone.sent_by(session.number)]
    return arrived.count(message.key.id)


class LinkingContract:
    """Linking and unlinking: every test has a browser of its own."""

    async def test_a_scan_links_the_number(self, session: Session) -> None:
        linked = await session.link()

        assert linked.phone_number == session.number
        assert linked.jid == f"{session.number}@s.whatsapp.net"
        assert linked.push_name == "Ana"
        assert not session.heard.heard(Unlinked)

    async def test_unlinking_on_the_phone_is_told(
        self, linked: Session, phone: Phone
    ) -> None:
        await phone.unlink(linked.number)

        await linked.heard.next(Unlinked)
        await linked.heard.next(QrShown)

    async def test_unlinking_is_told_at_the_next_open(
        self, linked: Session, phone: Phone
    ) -> None:
        await linked.page.close()
        await phone.unlink(linked.number)
        await linked.open()

        await linked.heard.next(Unlinked)
        await linked.heard.next(QrShown)

    async def test_logging_out_unlinks_the_device(
        self, linked: Session, phone: Phone
    ) -> None:
        await linked.page.log_out()

        await linked.heard.next(Unlinked)
        assert linked.number not in await phone.linked()

    async def test_a_forgotten_session_starts_anew(
        self, linked: Session, whatsapp: Whatsapp
    ) -> None:
        await whatsapp.forget(linked.id)
        await linked.open()

        await linked.heard.next(QrShown)
        assert not linked.heard.heard(Unlinked)

    async def test_a_closed_page_answers_and_tells_nothing(
        self, linked: Session, phone: Phone
    ) -> None:
        await linked.page.close()
        told = len(linked.heard.reports)
        await phone.receive(linked.number, FRIEND, "anybody there?")

        with pytest.raises(PageLost):
            await linked.page.send(text())
        await linked.page.close()
        assert len(linked.heard.reports) == told


@pytest.mark.asyncio(loop_scope="class")
class LinkedContract:
    """What a linked page does: all tests of a class share one, and leave it linked."""

    async def test_a_sent_text_arrives_under_its_key(
        self, shared: Session, phone: Phone
    ) -> None:
        message = text()
        sent = await shared.page.send(message)

        assert sent.key == message.key
        assert sent.ack >= Ack.SENT
        assert abs(sent.sent_at - datetime.now(UTC)) < timedelta(minutes=1)
        arrived = (message.key.id, message.key.remote_jid)
        assert arrived in await phone.sent_by(shared.number)

    async def test_a_text_goes_to_a_group(self, shared: Session, phone: Phone) -> None:
        await phone.receive(shared.number, FRIEND, "welcome", group=GROUP)
        await shared.heard.next(MessageSeen)
        message = text(GROUP)
        await shared.page.send(message)

        assert (await shared.heard.next(AckSeen)).key == message.key
        assert (message.key.id, GROUP) in await phone.sent_by(shared.number)

    async def test_the_same_key_is_sent_once(
        self, shared: Session, phone: Phone
    ) -> None:
        message = text()
        first = await shared.page.send(message)
        second = await shared.page.send(message)

        assert second.key == first.key
        assert await times_sent(message, shared, phone) == 1

    async def test_acks_are_told_as_they_come(
        self, shared: Session, phone: Phone
    ) -> None:
        message = text()
        await shared.page.send(message)
        await phone.ack(message.key.id, Ack.DELIVERED)
        await phone.ack(message.key.id, Ack.READ)

        acks = [await shared.heard.next(AckSeen) for _ in range(3)]
        assert acks == [
            AckSeen(key=message.key, ack=ack)
            for ack in (Ack.SENT, Ack.DELIVERED, Ack.READ)
        ]

    async def test_own_sends_are_not_told_as_messages(self, shared: Session) -> None:
        await shared.page.send(message := text())
        await shared.heard.next(AckSeen)

        told = {seen.key.id for seen in shared.heard.heard(MessageSeen)}
        assert message.key.id not in told

    async def test_a_number_that_is_not_on_whatsapp_is_refused(
        self, shared: Session, phone: Phone
    ) -> None:
        await phone.unknown("34600000001")

        with pytest.raises(SendRefused, match="34600000001"):
            await shared.page.send(text("34600000001"))

    async def test_an_unknown_kind_of_message_is_refused(self, shared: Session) -> None:
        message = text().model_copy(update={"content": {"hologram": {}}})

        with pytest.raises(SendRefused, match="hologram"):
            await shared.page.send(message)

    async def test_a_lost_answer_does_not_double_a_message(
        self, shared: Session, phone: Phone
    ) -> None:
        message = text()
        await phone.lose_next_answer(shared.number)
        with suppress(PageLost):  # a page may have asked again by itself
            await shared.page.send(message)

        assert (await shared.page.send(message)).ack >= Ack.SENT
        assert await times_sent(message, shared, phone) == 1

    async def test_an_incoming_text_is_told(
        self, shared: Session, phone: Phone
    ) -> None:
        key_id = await phone.receive(shared.number, FRIEND, "hi there")

        seen = await shared.heard.next(MessageSeen)
        assert seen.key == MessageKey(
            id=key_id, remote_jid=f"{FRIEND}@s.whatsapp.net", from_me=False
        )
        assert seen.content == {"conversation": "hi there"}
        assert abs(seen.sent_at - datetime.now(UTC)) < timedelta(minutes=1)

    async def test_a_message_in_a_group_tells_its_author(
        self, shared: Session, phone: Phone
    ) -> None:
        await phone.receive(shared.number, FRIEND, "hi all", group=GROUP)

        seen = await shared.heard.next(MessageSeen)
        assert seen.key.remote_jid == GROUP
        assert seen.key.participant == f"{FRIEND}@s.whatsapp.net"

    async def test_what_the_person_writes_on_the_phone_is_told(
        self, shared: Session, phone: Phone
    ) -> None:
        key_id = await phone.write(shared.number, FRIEND, "from my phone")

        seen = await shared.heard.next(MessageSeen)
        assert (seen.key.id, seen.key.from_me) == (key_id, True)

    async def test_messages_are_told_in_order(
        self, shared: Session, phone: Phone
    ) -> None:
        for number in range(10):
            await phone.receive(shared.number, FRIEND, str(number))

        seen = [await shared.heard.next(MessageSeen) for _ in range(10)]
        assert [it.content["conversation"] for it in seen] == [*map(str, range(10))]

    async def test_the_page_remembers_what_was_seen(
        self, shared: Session, phone: Phone
    ) -> None:
        began = datetime.now(UTC)
        key_id = await phone.receive(shared.number, FRIEND, "remember me")
        await shared.heard.next(MessageSeen)
        await shared.page.send(sent := text())

        seen = await shared.page.seen_since(began)
        assert [it.key.id for it in seen[-2:]] == [key_id, sent.key.id]
        assert seen[-1] == AckSeen(key=sent.key, ack=Ack.SENT)
        later = await shared.page.seen_since(began + timedelta(minutes=1))
        assert not [it for it in later if isinstance(it, MessageSeen)]

    # --- losing and coming back -------------------------------------------------------

    async def test_a_login_outlives_the_browser(self, shared: Session) -> None:
        await shared.page.close()
        await shared.open()

        again = await shared.heard.next(Linked)
        assert again.phone_number == shared.number
        assert not shared.heard.heard(QrShown)

    async def test_a_dropped_connection_comes_back(
        self, shared: Session, phone: Phone
    ) -> None:
        await phone.drop(shared.number)

        await shared.heard.next(StreamLost)
        await shared.heard.next(Linked)

    async def test_a_page_that_was_put_to_sleep_can_take_over(
        self, shared: Session, phone: Phone
    ) -> None:
        await phone.conflict(shared.number)
        await shared.heard.next(TakenOver)
        with pytest.raises(PageLost):
            await shared.page.send(text())

        await shared.page.take_over()
        await shared.heard.next(Linked)
        assert not shared.heard.heard(StreamLost)

    async def test_a_profile_is_open_once(
        self, shared: Session, whatsapp: Whatsapp
    ) -> None:
        with pytest.raises(PageLost):
            await whatsapp.open(shared.id, Hearing())

    async def test_pages_do_not_mix(
        self, shared: Session, whatsapp: Whatsapp, phone: Phone
    ) -> None:
        other = Session(whatsapp, phone)
        await other.link()
        try:
            await phone.receive(other.number, FRIEND, "for the other")
            await other.heard.next(MessageSeen)
            await shared.page.send(sent := text())
            assert (sent.key.id, sent.key.remote_jid) in await phone.sent_by(
                shared.number
            )
        finally:
            await other.close()
        assert not shared.heard.heard(MessageSeen)

    async def test_a_key_is_known_after_a_restart(
        self, shared: Session, phone: Phone
    ) -> None:
        message = text()
        await shared.page.send(message)
        await shared.page.close()
        await shared.open()
        await shared.heard.next(Linked)

        assert (await shared.page.send(message)).ack >= Ack.SENT
        assert await times_sent(message, shared, phone) == 1

    async def test_what_came_while_closed_is_found_afterwards(
        self, shared: Session, phone: Phone
    ) -> None:
        await shared.page.close()
        key_id = await phone.receive(shared.number, FRIEND, "while you were away")
        await shared.open()
        await shared.heard.next(Linked)

        seen = await shared.page.seen_since(datetime.now(UTC) - timedelta(minutes=1))
        told = shared.heard.heard(MessageSeen)
        assert key_id in {it.key.id for it in [*seen, *told]}
