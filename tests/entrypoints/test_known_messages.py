"""Which message a report is about, also before any table shows it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.whatsapp import (
    Ack,
    AckSeen,
    CallSeen,
    CallStatus,
    Linked,
    MessageKey,
    MessageSeen,
    RevokeSeen,
)
from entrypoints.bootstrap import bootstrap
from entrypoints.program import Program
from entrypoints.settings import Settings
from projections.message_queries import message_by_id
from tests.support import a

PERSON = "34600111222@s.whatsapp.net"
THEIRS = MessageKey(id="3A01", remote_jid=PERSON, from_me=False)
IN_GROUP = MessageKey(
    id="3A02", remote_jid="120363041@g.us", from_me=False, participant=PERSON
)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """With the connected session 1; nothing is projected unless a test says so."""
    program = bootstrap(Settings(home=tmp_path))
    program.subscriptions.open_catalogue()
    user = program.users.register(
        name="Ana", email="ana@example.com", password="a long password"
    ).id
    program.subscriptions.take(user, "pro")
    session = program.sessions.create(user, a.settings()).id
    program.sessions.connect(session)
    linked = Linked(
        phone_number="34600333444",
        jid="34600333444@s.whatsapp.net",
        lid=None,
        push_name=None,
    )
    program.sessions.record_report(session, linked)
    yield program
    program.close()


def seen(key: MessageKey) -> MessageSeen:
    return MessageSeen(
        key=key, content={"conversation": "hi"}, push_name="Bea", sent_at=a.NOON
    )


def revoke(program: Program, key: MessageKey) -> int | None:
    """The message that this deletes."""
    receipt = program.messages.record_seen(1, RevokeSeen(key=key, revoked_at=a.SOON))
    return receipt.id if receipt else None


def received(program: Program, key: MessageKey) -> int:
    receipt = program.messages.record_seen(1, seen(key))
    assert receipt is not None
    return receipt.id


def test_what_came_in_is_known_at_once(program: Program) -> None:
    message_id = received(program, THEIRS)

    assert program.messages.record_seen(1, seen(THEIRS)) is None
    assert revoke(program, THEIRS) == message_id
    assert revoke(program, IN_GROUP) is None


def test_what_went_out_is_known_by_the_tables(program: Program) -> None:
    message = program.messages.send(1, to=PERSON, text="hello")
    program.projector.catch_up()

    assert program.messages.record_seen(1, seen(message.key)) is None
    told = AckSeen(key=message.key, ack=Ack.READ)
    receipt = program.messages.record_seen(1, told)
    assert receipt is not None
    assert receipt.id == message.id


@pytest.mark.parametrize(
    ("other", "known"),
    [
        ({"participant": None}, True),
        ({"participant": "34600111223@s.whatsapp.net"}, False),
        ({"remote_jid": "120363042@g.us"}, False),
        ({"from_me": True}, False),
        ({"id": "3A03"}, False),
    ],
)
def test_a_key_that_differs_is_known_where_it_cannot_be_another_senders(
    program: Program,
    other: dict[str, Any],
    known: bool,  # noqa: FBT001
) -> None:
    message_id = received(program, IN_GROUP)
    program.projector.catch_up()

    found = revoke(program, IN_GROUP.model_copy(update=other))

    assert found == (message_id if known else None)


LID, NUMBER = "111222333@lid", PERSON
GROUP = IN_GROUP.remote_jid


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"remote_jid": LID}, {"remote_jid": NUMBER}),
        ({"remote_jid": NUMBER}, {"remote_jid": LID}),
        (
            {"remote_jid": GROUP, "participant": LID},
            {"remote_jid": GROUP, "participant": NUMBER},
        ),
    ],
)
def test_a_message_is_known_by_the_other_name_of_who_wrote_it(
    program: Program, first: dict[str, str], then: dict[str, str]
) -> None:
    message_id = received(program, THEIRS.model_copy(update=first))
    program.projector.catch_up()
    now = THEIRS.model_copy(update=then)

    assert program.messages.record_seen(1, seen(now)) is None
    assert revoke(program, now) == message_id


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("34600111223@s.whatsapp.net", NUMBER),
        (LID, "111222334@lid"),
        (LID, GROUP),
    ],
)
def test_an_id_that_two_have_chosen_is_of_two_messages(
    program: Program, first: str, then: str
) -> None:
    one = received(program, THEIRS.model_copy(update={"remote_jid": first}))
    program.projector.catch_up()

    assert received(program, THEIRS.model_copy(update={"remote_jid": then})) != one


def test_another_session_knows_nothing_of_it(program: Program) -> None:
    received(program, THEIRS)
    program.projector.catch_up()
    other = program.sessions.create(1, a.settings(name="Other")).id

    told = RevokeSeen(key=THEIRS, revoked_at=a.SOON)
    assert program.messages.record_seen(other, told) is None


def test_a_message_that_failed_waits_to_be_sent_again(program: Program) -> None:
    message = program.messages.send(1, to=PERSON, text="hello")
    program.messages.record_outcome.failed(message.id, reason="no")
    again = program.messages.resend(message.id)
    program.projector.catch_up()

    with program.reading() as rows:
        row = message_by_id(rows, message.id)
    assert row is not None
    assert (row.status.value, row.key_id) == ("pending", again.key.id)


def test_calls_are_recorded_once_unless_the_session_is_gone(program: Program) -> None:
    call = CallSeen(
        id="7F41",
        caller=PERSON,
        status=CallStatus.OFFER,
        is_video=False,
        is_group=False,
        at=a.NOON,
    )
    assert program.chat_activity.record(1, call) is not None
    assert program.chat_activity.record(1, call) is None
    program.sessions.delete(1)
    ended = call.model_copy(update={"status": CallStatus.ENDED})
    assert program.chat_activity.record(1, ended) is None
