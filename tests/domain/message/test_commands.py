import re
from dataclasses import dataclass, field

import pytest

from domain.kernel import Invalid, NotFound
from domain.message.commands import SendMessage
from domain.message.errors import AlreadyKnown, SessionNotConnected
from domain.message.events import JobRef, MessageEvent
from domain.message.evolve import evolve
from domain.message.message import Message
from domain.message.recording import RecordOutcome, RecordReceived, key_claim
from domain.message.senders import ReadySenders
from domain.reference import SessionStatus
from domain.subscription.errors import NotSubscribed
from domain.whatsapp import Ack, MessageSeen, Sent
from domain.whatsapp_session.settings import SessionSettings
from tests.support import a
from tests.support.clock import FixedClock
from tests.support.memory import (
    CountingIds,
    CountingSecrets,
    MemoryAggregates,
    MemoryClaims,
)

SEEN = MessageSeen(
    key=a.THEIR_KEY,
    content={"conversation": "hello yourself"},
    push_name="Bea",
    sent_at=a.NOON,
)


@dataclass
class Number:
    """A ``Sender``."""

    id: int = a.SESSION
    user_id: int = a.USER
    status: SessionStatus = SessionStatus.CONNECTED
    settings: SessionSettings = field(default_factory=a.settings)
    deleted: bool = False


class Post:
    """Messages in memory, of one connected number whose owner has paid."""

    def __init__(self) -> None:
        self.claims, self.number, self.paid = MemoryClaims(), Number(), True
        self.messages = MemoryAggregates[Message, MessageEvent](evolve, self.claims)
        clock, ids = FixedClock(), CountingIds()
        ready = ReadySenders(self.sender, self.entitle)
        self.send = SendMessage(self.messages, ready, CountingSecrets(), clock, ids)
        self.outcome = RecordOutcome(self.messages, clock)
        self.received = RecordReceived(self.messages, self.sender, clock, ids)

    def sender(self, session_id: int) -> Number:
        if session_id != self.number.id:
            raise NotFound(f"There is no session {session_id}.")
        return self.number

    def entitle(self, _: int) -> None:
        if not self.paid:
            raise NotSubscribed("Active subscription or trial is required")


@pytest.fixture
def post() -> Post:
    return Post()


def test_an_accepted_message_is_recorded_with_the_key_it_will_have(post: Post) -> None:
    accepted = post.send(a.SESSION, to="+34 600 111 222", text="hello")

    assert (accepted.id, accepted.position, accepted.status) == (1, 1, "in_progress")
    assert re.fullmatch("3EB0[0-9A-F]{18}", accepted.key.id)
    assert accepted.key.remote_jid == a.KEY.remote_jid
    assert post.messages.streams[1] == [
        a.message_accepted(
            message_id=1, key=accepted.key, job=JobRef(job_id=1, alone=True)
        )
    ]


async def test_it_is_accepted_on_an_event_loop_just_so(post: Post) -> None:
    accepted = await post.send.soon(a.SESSION, to=a.KEY.remote_jid, text="hello")

    assert post.messages.get(accepted.id).key == accepted.key


def test_no_two_messages_have_a_key_in_common(post: Post) -> None:
    keys = {post.send(a.SESSION, to="34600111222", text="hi").key for _ in range(5)}

    assert len(keys) == 5


def test_whether_content_is_kept_is_settled_when_it_is_accepted(post: Post) -> None:
    post.number.settings = a.settings(log_messages=False)

    accepted = post.send(a.SESSION, to="34600111222", text="hello")
    assert not post.messages.get(accepted.id).logged


@pytest.mark.parametrize(
    "status", [it for it in SessionStatus if it is not SessionStatus.CONNECTED]
)
def test_nothing_is_accepted_that_could_not_go_out_now(
    post: Post, status: SessionStatus
) -> None:
    post.number.status = status

    with pytest.raises(SessionNotConnected, match=f"is {status.words}; ") as caught:
        post.send(a.SESSION, to="34600111222", text="hello")
    assert caught.value.passes is (status is SessionStatus.CONNECTING)
    assert not post.messages.streams


def test_nothing_is_accepted_of_who_has_not_paid_or_what_cannot_be(post: Post) -> None:
    with pytest.raises(Invalid):
        post.send(a.SESSION, to="Ana", text="hello")
    with pytest.raises(Invalid):
        post.send(a.SESSION, to="34600111222", text="")
    with pytest.raises(NotFound):
        post.send(99, to="34600111222", text="hello")
    post.paid = False
    with pytest.raises(NotSubscribed):
        post.send(a.SESSION, to="34600111222", text="hello")
    assert not post.messages.streams


def test_what_came_of_it_is_recorded_once(post: Post) -> None:
    message = post.send(a.SESSION, to="34600111222", text="hello")
    sent = Sent(key=message.key, sent_at=a.NOON, ack=Ack.SENT)

    assert post.outcome.sent(message.id, sent).position == 2
    assert post.outcome.sent(message.id, sent).position is None
    assert post.outcome.failed(message.id, reason="late").position is None
    assert post.outcome.acknowledged(message.id, Ack.READ).position == 3
    assert post.outcome.acknowledged(message.id, Ack.DELIVERED).position is None
    types = [it.TYPE for it in post.messages.streams[message.id]]
    assert types == ["message.accepted", "message.sent", "message.acknowledged"]


def test_a_failure_is_recorded_with_its_reason(post: Post) -> None:
    message = post.send(a.SESSION, to="34600111222", text="hello")
    post.outcome.failed(message.id, reason="not on WhatsApp")

    assert post.messages.get(message.id).failure == "not on WhatsApp"


def test_a_message_comes_in_once_however_often_it_is_reported(post: Post) -> None:
    post.received(a.SESSION, SEEN)

    with pytest.raises(AlreadyKnown):
        post.received(a.SESSION, SEEN)
    assert post.messages.streams == {1: [a.message_received(message_id=1)]}


@pytest.mark.parametrize(
    "other",
    [
        {"id": "3AF4D6A9C1B2E3F40517"},
        {"from_me": True},
        {"remote_jid": "34600111223@s.whatsapp.net"},
        {"participant": "34600111223@s.whatsapp.net"},
    ],
)
def test_messages_are_told_apart_by_the_whole_key(
    post: Post, other: dict[str, object]
) -> None:
    post.received(a.SESSION, SEEN)
    key = a.THEIR_KEY.model_copy(update=other)

    assert post.received(a.SESSION, SEEN.model_copy(update={"key": key})).id == 2


def test_two_numbers_may_receive_the_same_message() -> None:
    assert key_claim(1, a.THEIR_KEY) != key_claim(2, a.THEIR_KEY)
