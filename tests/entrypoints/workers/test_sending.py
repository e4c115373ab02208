"""Accepted messages go out once each, in order, whatever happens on the way."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.database import writing
from adapters.media import MediaStore, MediaUnavailable
from domain.message.drafts import Draft
from domain.message.errors import SessionNotConnected
from domain.reference import MessageStatus
from domain.whatsapp import Ack, AckSeen, MediaFile, Outgoing, PageFault, PageLost, Sent
from entrypoints.workers.delivery import Delivery
from entrypoints.workers.pace import Pace
from entrypoints.workers.perseverance import Pauses
from projections import send_outbox
from tests.entrypoints.workers.office import FRIEND, PHONE, Office
from tests.support.clock import FixedClock
from tests.support.fake_whatsapp import settled
from tests.support.waiting import until


async def test_a_message_goes_out_and_its_acks_come_back(office: Office) -> None:
    await office.link()
    sent = office.send("hello")
    await office.until_message(sent, MessageStatus.SENT)
    (arrival,) = office.arrived()
    office.whatsapp.phone.ack(arrival.key.id, Ack.READ)

    await office.until_message(sent, MessageStatus.READ)
    assert arrival.key.remote_jid == f"{FRIEND}@s.whatsapp.net"


async def test_messages_go_out_in_the_order_they_were_accepted(office: Office) -> None:
    await office.link()
    wanted = [f"number {number}" for number in range(30)]
    for text in wanted:
        office.send(text)

    await until(lambda: len(office.arrived()) == len(wanted))
    assert office.texts() == wanted


async def test_a_lost_answer_is_asked_for_again_and_nothing_doubles(
    office: Office,
) -> None:
    await office.link()
    office.whatsapp.lose_next_answer()
    first, second = office.send("one"), office.send("two")

    await office.until_message(second, MessageStatus.SENT)
    assert office.texts() == ["one", "two"]
    assert office.program.messages.all.get(first).status is MessageStatus.SENT


async def test_a_lost_request_is_made_again(office: Office) -> None:
    await office.link()
    office.whatsapp.lose_next_request()
    office.send("one")
    last = office.send("two")

    await office.until_message(last, MessageStatus.SENT)
    assert office.texts() == ["one", "two"]


async def test_a_refused_message_fails_with_its_reason_and_holds_up_no_other(
    office: Office,
) -> None:
    await office.link()
    office.whatsapp.servers.unknown.add("34600000000")
    refused, other = office.send("hello?", to="34600000000"), office.send("hello")

    await office.until_message(other, MessageStatus.SENT)
    message = office.program.messages.all.get(refused)
    assert message.status is MessageStatus.FAILED
    assert "is not on WhatsApp" in str(message.failure)


async def test_nothing_is_accepted_while_nobody_is_linked(office: Office) -> None:
    office.start()
    await office.connect()

    with pytest.raises(SessionNotConnected):
        office.send("hello")


async def test_what_was_accepted_waits_until_the_page_is_linked_again(
    office: Office,
) -> None:
    await office.link()
    office.page.linked = False  # the page knows first
    sent = office.send("patience")
    office.whatsapp.phone.drop(PHONE, reconnects=False)
    office.whatsapp.phone.reconnect(PHONE)

    await office.until_message(sent, MessageStatus.SENT)
    assert office.texts() == ["patience"]


async def test_what_was_accepted_outlives_the_browser(office: Office) -> None:
    await office.link()
    office.whatsapp.lose_next_answer()
    sent = office.send("still once")
    office.whatsapp.kill_browser(office.id)

    await office.until_message(sent, MessageStatus.SENT)
    assert office.texts() == ["still once"]


async def test_what_a_killed_gateway_had_claimed_is_sent_by_the_next(
    office: Office,
) -> None:
    await office.link()
    await office.kill()
    sent = office.send("claimed")
    office.program.projector.catch_up()
    with writing(office.program.tables) as rows:
        claimed = send_outbox.claim_next(
            rows,
            office.id,
            now=datetime.now(UTC),
            lease=timedelta(hours=1),
            node="a dead one",
        )
    assert claimed is not None
    office.start()

    await office.until_message(sent, MessageStatus.SENT)
    assert office.texts() == ["claimed"]


async def test_what_a_killed_gateway_had_sent_is_not_sent_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.link()
    office.whatsapp.lose_next_answer()
    monkeypatch.setattr(office.page, "die", lambda _: None)
    sent = office.send("once")
    await until(office.arrived)
    await office.kill()
    assert office.program.messages.all.get(sent).status is MessageStatus.PENDING
    office.start()

    await office.until_message(sent, MessageStatus.SENT)
    assert office.texts() == ["once"]


async def test_what_a_deleted_session_had_still_to_send_fails(office: Office) -> None:
    await office.link()
    office.whatsapp.phone.drop(PHONE, reconnects=False)
    waiting = office.send("too late")
    office.program.sessions.delete(office.id)

    await office.until_message(waiting, MessageStatus.FAILED)
    failure = office.program.messages.all.get(waiting).failure
    assert str(failure).startswith("its session was deleted")
    assert office.arrived() == []


async def test_what_a_logged_out_session_had_still_to_send_fails(
    office: Office,
) -> None:
    await office.link()
    office.whatsapp.phone.drop(PHONE, reconnects=False)
    waiting = office.send("too late")
    office.whatsapp.phone.unlink(PHONE)

    await office.until_message(waiting, MessageStatus.FAILED)
    failure = office.program.messages.all.get(waiting).failure
    assert str(failure).startswith("its session was logged out")


def sent_yesterday(office: Office, text: str) -> int:
    """Accepted long enough ago, while nobody was there to send it."""
    yesterday = datetime.now(UTC) - timedelta(days=1, hours=1)
    send = replace(office.program.messages.send, clock=FixedClock(yesterday))
    return send(office.id, to=FRIEND, text=text).id


class TestTooLate:
    async def test_a_message_fails_though_its_session_is_connected(
        self, office: Office
    ) -> None:
        await office.link()
        late = sent_yesterday(office, "too late")

        await office.until_message(late, MessageStatus.FAILED)
        failure = office.program.messages.all.get(late).failure
        assert failure == "it was not sent within 24 hours"
        assert office.arrived() == []

    async def test_and_while_it_is_not(self, office: Office) -> None:
        await office.link()
        office.whatsapp.phone.drop(PHONE, reconnects=False)
        late = sent_yesterday(office, "too late")

        await office.until_message(late, MessageStatus.FAILED)
        assert office.arrived() == []


class TestFaults:
    async def test_a_message_that_the_page_can_not_send_fails_and_the_next_one_goes(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await office.link()
        spoil(office, monkeypatch, "poison")
        poison, other = office.send("poison"), office.send("hello")

        await office.until_message(other, MessageStatus.SENT)
        message = office.program.messages.all.get(poison)
        assert (message.status, message.failure) == (MessageStatus.FAILED, "no!")

    async def test_one_that_went_out_all_the_same_is_sent(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await office.link()
        spoil(office, monkeypatch, "poison", sent=True)
        poison = office.send("poison")

        await office.until_message(poison, MessageStatus.SENT)
        assert office.texts() == ["poison"]

    async def test_faults_of_a_page_that_loses_its_connection_do_not_count(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await office.link()
        send, faults = office.page.send, iter(range(20))

        async def dropping(message: Outgoing) -> Sent:
            for _ in faults:
                office.whatsapp.phone.drop(PHONE)
                raise PageFault("The page is not connected to WhatsApp.")
            return await send(message)

        monkeypatch.setattr(office.page, "send", dropping)
        sent = office.send("patience")

        await office.until_message(sent, MessageStatus.SENT)

    async def test_a_failed_message_that_was_sent_is_sent_after_all(
        self, office: Office
    ) -> None:
        await office.link()
        office.whatsapp.phone.drop(PHONE, reconnects=False)
        message = office.send("hello")
        key = office.program.messages.all.get(message).key
        office.program.messages.record_outcome.failed(message, reason="we thought so")
        await until(lambda: office.message(key))
        office.page.report(AckSeen(key=key, ack=Ack.DELIVERED))

        await office.until_message(message, MessageStatus.DELIVERED)


@pytest.mark.parametrize("chosen", [{"protection_seconds": 3600}])
class TestProtection:
    """Of an account: its messages go out with a pause between them."""

    async def test_the_next_message_waits_until_the_owner_lifts_it(
        self, office: Office
    ) -> None:
        office.program.sessions.update(office.id, {"account_protection": True})
        await office.link()
        await office.until_message(office.send("one"), MessageStatus.SENT)
        waiting = office.send("two")
        await until(lambda: office.waiting() == [waiting])
        office.program.sessions.update(office.id, {"account_protection": False})

        await office.until_message(waiting, MessageStatus.SENT)
        assert office.texts() == ["one", "two"]

    async def test_a_restart_does_not_shorten_the_pause(self, office: Office) -> None:
        await office.link()
        await office.until_message(office.send("one"), MessageStatus.SENT)
        await office.stop()
        pace = await asyncio.to_thread(Pace.of, office.program, office.id)
        pace.protect(wanted=True)
        waiting = asyncio.create_task(pace.wait())
        await settled()

        assert not waiting.done()
        pace.protect(wanted=False)
        await waiting


class TestFiles:
    async def test_a_file_goes_out_with_its_message_and_is_gone_afterwards(
        self, office: Office
    ) -> None:
        def files() -> list[Path]:
            return sorted(office.program.settings.media.rglob("*"))

        await office.link()
        kept = await office.program.media.keep(
            one_piece(), mimetype="text/plain", name="list.txt", hours=1
        )
        before = files()
        sent = office.program.messages.send(
            office.id, Draft(to=FRIEND, document_url=kept.url)
        )

        await office.until_message(sent.id, MessageStatus.SENT)
        assert files() == before

    async def test_a_message_whose_file_is_not_there_fails(
        self, office: Office
    ) -> None:
        await office.link()
        url = f"{office.program.settings.public_address}/media/{'x' * 43}"
        sent = office.program.messages.send(
            office.id, Draft(to=FRIEND, document_url=url)
        )

        await office.until_message(sent.id, MessageStatus.FAILED)

    async def test_one_that_can_not_be_had_is_tried_a_few_times(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tries = []

        async def unavailable(_: object, kind: str, url: str) -> MediaFile:
            tries.append((kind, url))
            raise MediaUnavailable("The server does not answer.")

        monkeypatch.setattr(MediaStore, "fetch", unavailable)
        await office.link()
        sent = office.program.messages.send(
            office.id, Draft(to=FRIEND, document_url="https://example.com/a.pdf")
        )

        await office.until_message(sent.id, MessageStatus.FAILED)
        assert len(tries) == office.program.settings.send_attempts

    @pytest.mark.parametrize("error", [OSError(24, "Too many"), UnicodeError("label")])
    async def test_whatever_goes_wrong_with_a_file_is_that_messages_own_fault(
        self, office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        async def broken(*_: object) -> MediaFile:
            raise error

        monkeypatch.setattr(MediaStore, "fetch", broken)
        monkeypatch.setattr(Delivery, "first_pause", 0)
        await office.link()
        page = office.page
        spoilt = office.program.messages.send(
            office.id, Draft(to=FRIEND, document_url="https://example.com/a.pdf")
        )
        other = office.send("hello")

        await office.until_message(other, MessageStatus.SENT)
        message = office.program.messages.all.get(spoilt.id)
        assert message.status is MessageStatus.FAILED
        assert str(message.failure).endswith(type(error).__name__)
        assert office.page is page


class TestNoAnswer:
    """Again and again, at the same message."""

    @pytest.fixture(autouse=True)
    def hurried(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Pauses, "longest", 0.01)

    async def test_it_fails_in_the_end_and_the_next_one_goes(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await office.link()
        tries = unanswered(office, monkeypatch, "poison")
        poison, other = office.send("poison"), office.send("hello")

        await office.until_message(other, MessageStatus.SENT)
        message = office.program.messages.all.get(poison)
        assert message.status is MessageStatus.FAILED
        assert message.failure == "WhatsApp Web gave no answer in 10 attempts"
        assert len(tries) == 10

    async def test_it_is_looked_up_before_it_fails(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await office.link()
        unanswered(office, monkeypatch, "poison", sent=True)
        poison = office.send("poison")

        await office.until_message(poison, MessageStatus.SENT)
        assert office.texts() == ["poison"]

    async def test_it_fails_too_when_looking_it_up_has_no_answer(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def lost(_: datetime) -> None:
            raise PageLost("nothing")

        await office.link()
        unanswered(office, monkeypatch, "poison")
        monkeypatch.setattr(office.page, "seen_since", lost)
        poison = office.send("poison")

        await office.until_message(poison, MessageStatus.FAILED)


async def one_piece() -> AsyncIterator[bytes]:
    yield b"bread, milk"


def spoil(
    office: Office, monkeypatch: pytest.MonkeyPatch, text: str, *, sent: bool = False
) -> None:
    """The page answers this message with an error, whether or not it was sent."""
    send = office.page.send

    async def spoilt(message: Outgoing) -> Sent:
        if message.content == {"conversation": text}:
            if sent:
                await send(message)
            raise PageFault("no!")
        return await send(message)

    monkeypatch.setattr(office.page, "send", spoilt)


def unanswered(
    office: Office, monkeypatch: pytest.MonkeyPatch, text: str, *, sent: bool = False
) -> list[Outgoing]:
    """The page gives no answer to this message, whether or not it was sent."""
    send = office.page.send
    tries: list[Outgoing] = []

    async def mute(message: Outgoing) -> Sent:
        if message.content != {"conversation": text}:
            return await send(message)
        if sent and not tries:
            await send(message)
        tries.append(message)
        raise PageLost("nothing")

    monkeypatch.setattr(office.page, "send", mute)
    return tries
