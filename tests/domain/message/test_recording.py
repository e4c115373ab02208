"""What pages see of messages: each thing is recorded once."""

from datetime import timedelta
from typing import Any

import pytest

from domain.message.errors import AlreadyKnown, NoSuchSender
from domain.message.recording import key_claim
from domain.reference import MessageStatus
from domain.whatsapp import (
    Ack,
    AckSeen,
    EditSeen,
    MessageReport,
    PollVoteSeen,
    ReactionSeen,
    RevokeSeen,
)
from tests.domain.message.post import SEEN, Post
from tests.support import a

LATE = a.NOON + timedelta(minutes=1)
ABOUT_IT: list[MessageReport] = [
    EditSeen(key=a.THEIR_KEY, content={"conversation": "bye"}, edited_at=LATE),
    ReactionSeen(
        key=a.THEIR_KEY,
        id="3A99",
        sender=a.THEIR_KEY.remote_jid,
        from_me=False,
        text="👍",
        reacted_at=LATE,
    ),
    PollVoteSeen(
        key=a.THEIR_KEY,
        voter=a.THEIR_KEY.remote_jid,
        options=("At nine",),
        voted_at=LATE,
    ),
    RevokeSeen(key=a.THEIR_KEY, revoked_at=LATE),
]


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


# --- whatever a page saw


def test_each_report_finds_its_message_and_is_recorded_once(post: Post) -> None:
    for report in [SEEN, *ABOUT_IT, SEEN, *ABOUT_IT]:
        post.seen(a.SESSION, report)

    assert [it.TYPE for it in post.messages.streams[1]] == [
        "message.received",
        "message.edited",
        "message.reacted",
        "message.poll_voted",
        "message.revoked",
    ]


def test_our_own_message_that_the_page_shows_is_no_other(post: Post) -> None:
    message = post.send(a.SESSION, to="34600111222", text="hello")

    shown = SEEN.model_copy(update={"key": message.key})
    assert post.seen(a.SESSION, shown) is None
    post.seen(a.SESSION, AckSeen(key=message.key, ack=Ack.READ))
    assert post.messages.get(message.id).status is MessageStatus.READ


@pytest.mark.parametrize("report", ABOUT_IT)
def test_what_happens_to_a_message_nobody_knows_is_nothing(
    post: Post, report: MessageReport
) -> None:
    assert post.seen(a.SESSION, report) is None
    assert not post.messages.streams


@pytest.mark.parametrize("report", [SEEN, *ABOUT_IT])
def test_nothing_comes_in_for_a_session_that_was_deleted(
    post: Post, report: MessageReport
) -> None:
    post.seen(a.SESSION, SEEN)
    post.number.deleted = True

    assert post.seen(a.SESSION, report) is None
    assert len(post.messages.streams[1]) == 1
    other: Any = SEEN.key.model_copy(update={"id": "3AFF"})
    with pytest.raises(NoSuchSender):
        post.received(a.SESSION, SEEN.model_copy(update={"key": other}))
