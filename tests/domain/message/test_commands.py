import re
from collections.abc import Sequence

import pytest
from pydantic import JsonValue

from domain.kernel import Invalid, NotFound
from domain.message.drafts import Draft
from domain.message.errors import NotFailed, SessionNotConnected
from domain.message.events import JobRef, MessageEvent
from domain.reference import MessageStatus, SessionStatus
from domain.subscription.errors import NotSubscribed
from domain.whatsapp import Ack, Sent
from tests.domain.message.post import Post
from tests.support import a


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


def test_what_failed_goes_out_once_more_as_the_same_message(post: Post) -> None:
    message = post.send(a.SESSION, to="34600111222", text="hello")
    post.outcome.failed(message.id, reason="not on WhatsApp")

    again = post.resend(message.id)

    assert (again.id, again.key) == (message.id, message.key)
    assert post.messages.get(message.id).status is MessageStatus.PENDING


def test_nothing_goes_out_once_more_that_did_not_fail_or_could_not(post: Post) -> None:
    message = post.send(a.SESSION, to="34600111222", text="hello")
    with pytest.raises(NotFailed):
        post.resend(message.id)
    with pytest.raises(NotFound):
        post.resend(99)
    post.outcome.failed(message.id, reason="not on WhatsApp")
    post.number.status = SessionStatus.DISCONNECTED
    with pytest.raises(SessionNotConnected):
        post.resend(message.id)


def test_a_draft_of_any_kind_is_accepted(post: Post) -> None:
    draft = Draft(to="34600111222", image_url="https://example.com/a.jpg", text="Look!")

    accepted = post.send(a.SESSION, draft)

    assert post.messages.get(accepted.id).content == {
        "imageMessage": {"url": "https://example.com/a.jpg", "caption": "Look!"}
    }


# --- answers


def answer(post: Post, to: str, reply_to: int) -> JsonValue:
    """The contextInfo of an answer."""
    accepted = post.send(a.SESSION, Draft(to=to, text="yes", reply_to=reply_to))
    part = post.messages.get(accepted.id).content["extendedTextMessage"]
    assert isinstance(part, dict)
    return part["contextInfo"]


def test_an_answer_to_somebody_names_them(post: Post) -> None:
    post.messages.begin(8, [a.message_received(message_id=8)])
    post.messages.begin(9, [a.message_received(message_id=9, key=a.GROUP_KEY)])

    assert answer(post, a.THEIR_KEY.remote_jid, 8) == {
        "stanzaId": a.THEIR_KEY.id,
        "participant": a.THEIR_KEY.remote_jid,
    }
    assert answer(post, a.GROUP_KEY.remote_jid, 9) == {
        "stanzaId": a.GROUP_KEY.id,
        "participant": a.GROUP_KEY.participant,
    }


def test_an_answer_to_a_message_of_ours_names_nobody(post: Post) -> None:
    first = post.send(a.SESSION, to="34600111222", text="hello")

    assert answer(post, "34600111222", first.id) == {"stanzaId": first.key.id}


@pytest.mark.parametrize(
    ("facts", "remedy"),
    [
        ([a.message_received(session_id=13)], "There is no message"),
        ([a.message_received(key=a.GROUP_KEY)], "another chat"),
        ([a.message_accepted(), a.message_failed()], "deleted, or never sent"),
        ([a.message_received(), a.message_revoked()], "deleted, or never sent"),
        ([], "There is no message"),
    ],
)
def test_what_cannot_be_answered(
    post: Post, facts: Sequence[MessageEvent], remedy: str
) -> None:
    if facts:
        post.messages.begin(99, facts)

    with pytest.raises(Invalid, match=remedy) as caught:
        post.send(a.SESSION, Draft(to="34600111222", text="yes", reply_to=99))
    assert list(caught.value.errors) == ["replyTo"]
