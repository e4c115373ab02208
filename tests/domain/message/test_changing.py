"""The owner edits, deletes and reacts: asked first, recorded once WhatsApp did it."""

from datetime import timedelta

import pytest

from domain.kernel import Invalid, NotFound
from domain.message.errors import NotSent, TooLate
from domain.reference import MessageStatus
from domain.whatsapp import Ack, EditSeen, ReactionSeen, Sent
from tests.domain.message.post import Post
from tests.support import a


@pytest.fixture
def message_id(post: Post) -> int:
    """Of a text that WhatsApp has just taken."""
    message = post.send(a.SESSION, to="34600111222", text="hello")
    sent = Sent(key=message.key, sent_at=post.clock.now(), ack=Ack.SENT)
    post.outcome.sent(message.id, sent)
    return message.id


def types(post: Post, message_id: int) -> list[str]:
    return [it.TYPE for it in post.messages.streams[message_id][2:]]


def test_an_edit_is_recorded_once_however_often_it_is_told(
    post: Post, message_id: int
) -> None:
    key = post.change.may_edit(message_id, "bye")
    post.change.edited(message_id, "bye")
    post.change.edited(message_id, "bye")
    at = post.clock.now() + timedelta(seconds=2)
    told = EditSeen(key=key, content={"conversation": "bye"}, edited_at=at)
    post.seen(a.SESSION, told)

    assert post.messages.get(message_id).content == {"conversation": "bye"}
    assert types(post, message_id) == ["message.edited"]


def test_what_whatsapp_did_is_recorded_though_the_time_is_up_by_now(
    post: Post, message_id: int
) -> None:
    post.clock.move(timedelta(minutes=16))

    with pytest.raises(TooLate):
        post.change.may_edit(message_id, "bye")
    post.change.edited(message_id, "bye")
    assert types(post, message_id) == ["message.edited"]


def test_a_deletion_is_recorded_once(post: Post, message_id: int) -> None:
    for _ in range(2):
        post.change.may_revoke(message_id)
        post.change.revoked(message_id)

    assert post.messages.get(message_id).status is MessageStatus.DELETED
    assert types(post, message_id) == ["message.revoked"]


def test_a_reaction_is_recorded_once_however_often_it_is_told(
    post: Post, message_id: int
) -> None:
    key = post.change.may_react(message_id, "👍")
    post.change.reacted(message_id, "👍")
    told = ReactionSeen(
        key=key,
        id="3A99",
        sender="34600333444@s.whatsapp.net",
        from_me=True,
        text="👍",
        reacted_at=post.clock.now(),
    )
    post.seen(a.SESSION, told)

    assert types(post, message_id) == ["message.reacted"]


def test_what_may_not_be_is_refused_before_whatsapp_is_asked(post: Post) -> None:
    waiting = post.send(a.SESSION, to="34600111222", text="hello").id

    with pytest.raises(NotSent):
        post.change.may_edit(waiting, "bye")
    with pytest.raises(NotSent):
        post.change.may_revoke(waiting)
    with pytest.raises(NotSent):
        post.change.may_react(waiting, "👍")
    with pytest.raises(Invalid):
        post.change.may_react(waiting, "x" * 65)
    with pytest.raises(NotFound):
        post.change.may_revoke(99)
