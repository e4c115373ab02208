"""Accepted messages go out once each, in order, whatever happens on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.database import writing
from domain.message.errors import SessionNotConnected
from domain.reference import MessageStatus
from domain.whatsapp import Ack
from projections import send_outbox
from tests.entrypoints.workers.office import FRIEND, PHONE, Office
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
    assert failure == "its session was deleted"
    assert office.arrived() == []
