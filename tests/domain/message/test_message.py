from datetime import timedelta
from typing import Any

import pytest

from domain.message.errors import NotFailed
from domain.message.events import Progress
from domain.message.evolve import evolve
from domain.message.message import Message
from domain.reference import MessageStatus
from domain.whatsapp import Ack, MessageSeen, Sent
from tests.support import a
from tests.support.scenario import Outcome, Scenario

accepted = Scenario(evolve).given(a.message_accepted())
sent = accepted.given(a.message_sent())
failed = accepted.given(a.message_failed())
received = Scenario(evolve).given(a.message_received())

SENT = Sent(key=a.KEY, sent_at=a.SOON, ack=Ack.SENT)
LATE = a.SOON + timedelta(minutes=1)


def acknowledge(given: Scenario, ack: Ack) -> Outcome:
    return given.when(Message.acknowledge, ack, at=LATE)


# --- going out


def test_what_is_accepted_will_be_sent() -> None:
    fact = a.message_accepted()

    Scenario(evolve).when(
        Message.accept,
        fact.message_id,
        session_id=fact.session_id,
        user_id=fact.user_id,
        job=fact.job,
        key=fact.key,
        content=fact.content,
        logged=True,
        at=a.NOON,
    ).then(fact)
    assert accepted.state.status is MessageStatus.PENDING


def test_whatsapp_has_taken_it_at_its_own_time() -> None:
    accepted.when(Message.record_sent, SENT, at=LATE).then(a.message_sent(at=LATE))
    assert sent.state.status is MessageStatus.SENT
    assert sent.state.progress == Progress(sent_at=a.SOON)


def test_a_message_may_be_read_before_we_know_that_it_was_sent() -> None:
    read = SENT.model_copy(update={"ack": Ack.READ})

    accepted.when(Message.record_sent, read, at=LATE).then(
        a.message_sent(
            ack=Ack.READ,
            progress=Progress(sent_at=a.SOON, delivered_at=LATE, read_at=LATE),
            at=LATE,
        )
    )


def test_a_page_that_sent_it_and_has_no_receipt_yet_did_send_it() -> None:
    unsure = SENT.model_copy(update={"ack": Ack.PENDING})

    accepted.when(Message.record_sent, unsure, at=LATE).then(a.message_sent(at=LATE))


def test_it_is_sent_once() -> None:
    sent.when(Message.record_sent, SENT, at=LATE).then_nothing()


def test_it_fails_once_and_for_good() -> None:
    accepted.when(Message.fail, "for a reason", at=a.NOON).then(a.message_failed())
    failed.when(Message.fail, "another", at=a.NOON).then_nothing()
    assert failed.state.status is MessageStatus.FAILED
    assert failed.state.failure == "for a reason"


def test_what_was_sent_cannot_fail_any_more() -> None:
    sent.when(Message.fail, "late", at=a.NOON).then_nothing()


def test_what_whatsapp_has_is_sent_whatever_we_believed() -> None:
    failed.when(Message.record_sent, SENT, at=LATE).then(a.message_sent(at=LATE))

    corrected = failed.given(a.message_sent()).state
    assert (corrected.status, corrected.failure) == (MessageStatus.SENT, None)


# --- going out once more


def test_what_failed_is_accepted_once_more_under_the_same_key() -> None:
    failed.when(Message.resend, at=LATE).then(a.message_requeued(at=LATE))

    again = failed.given(a.message_requeued()).state
    assert (again.status, again.failure) == (MessageStatus.PENDING, None)
    assert again.key == accepted.state.key
    assert failed.given(a.message_requeued(), a.message_sent()).state.ack is Ack.SENT


def test_it_may_fail_again() -> None:
    again = failed.given(a.message_requeued())

    again.when(Message.fail, "for a reason", at=a.NOON).then(a.message_failed())


@pytest.mark.parametrize("given", [accepted, sent, received])
def test_only_what_failed_is_accepted_once_more(given: Scenario) -> None:
    given.when(Message.resend, at=LATE).then_refused(NotFailed)


# --- receipts


@pytest.mark.parametrize(
    ("ack", "status", "steps"),
    [
        (Ack.DELIVERED, MessageStatus.DELIVERED, ["delivered_at"]),
        (Ack.READ, MessageStatus.READ, ["delivered_at", "read_at"]),
        (Ack.PLAYED, MessageStatus.PLAYED, ["delivered_at", "read_at", "played_at"]),
    ],
)
def test_a_receipt_also_reaches_the_steps_before_it(
    ack: Ack, status: MessageStatus, steps: list[str]
) -> None:
    reached: dict[str, Any] = {"sent_at": a.SOON} | dict.fromkeys(steps, LATE)
    fact = a.message_acknowledged(ack=ack, progress=Progress(**reached), at=LATE)

    acknowledge(sent, ack).then(fact)
    assert sent.given(fact).state.status is status


def test_a_step_keeps_the_time_at_which_it_was_reached() -> None:
    delivered = a.message_acknowledged(
        ack=Ack.DELIVERED, progress=Progress(sent_at=a.SOON, delivered_at=a.SOON)
    )

    acknowledge(sent.given(delivered), Ack.READ).then(
        a.message_acknowledged(
            progress=Progress(sent_at=a.SOON, delivered_at=a.SOON, read_at=LATE),
            at=LATE,
        )
    )


@pytest.mark.parametrize("ack", Ack)
def test_receipts_never_go_back(ack: Ack) -> None:
    played = sent.given(a.message_acknowledged(ack=Ack.PLAYED))

    acknowledge(played, ack).then_nothing()


@pytest.mark.parametrize("given", [accepted, failed, sent])
@pytest.mark.parametrize("ack", [Ack.ERROR, Ack.PENDING])
def test_what_is_less_than_sent_is_no_receipt(given: Scenario, ack: Ack) -> None:
    acknowledge(given, ack).then_nothing()


@pytest.mark.parametrize("given", [accepted, failed])
def test_a_receipt_proves_that_it_was_sent(given: Scenario) -> None:
    acknowledge(given, Ack.DELIVERED).then(
        a.message_sent(
            ack=Ack.DELIVERED,
            progress=Progress(sent_at=LATE, delivered_at=LATE),
            at=LATE,
        )
    )


# --- coming in


def test_what_comes_in_is_taken_as_it_is() -> None:
    fact = a.message_received()
    seen = MessageSeen(
        key=fact.key,
        content=fact.content,
        push_name=fact.push_name,
        sent_at=fact.sent_at,
    )

    Scenario(evolve).when(
        Message.receive,
        fact.message_id,
        seen,
        session_id=fact.session_id,
        user_id=fact.user_id,
        logged=True,
        at=a.NOON,
    ).then(fact)
    assert received.state.status is MessageStatus.RECEIVED


def test_what_the_person_wrote_on_the_phone_was_sent() -> None:
    mine = Scenario(evolve).given(a.message_received(key=a.KEY))

    assert mine.state.status is MessageStatus.SENT


@pytest.mark.parametrize(
    ("decision", "arg"),
    [
        (Message.record_sent, SENT),
        (Message.fail, "no"),
        (Message.acknowledge, Ack.READ),
    ],
)
def test_what_came_in_is_not_ours_to_send(decision: Any, arg: Any) -> None:
    received.when(decision, arg, at=LATE).then_nothing()
