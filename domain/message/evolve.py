"""What each event makes of a message."""

from typing import Any, assert_never

from domain.message.events import (
    MessageAccepted,
    MessageAcknowledged,
    MessageEdited,
    MessageEvent,
    MessageFailed,
    MessagePollVoted,
    MessageReacted,
    MessageReceived,
    MessageRequeued,
    MessageRevoked,
    MessageSent,
    Progress,
)
from domain.message.message import Message, Reaction, Vote, person
from domain.message.progress import STATUS_OF
from domain.reference import MessageStatus
from domain.whatsapp import Ack


def evolve(state: Message | None, event: MessageEvent) -> Message:
    if isinstance(event, MessageAccepted):
        return Message(
            id=event.message_id,
            session_id=event.session_id,
            user_id=event.user_id,
            job=event.job,
            key=event.key,
            content=event.content,
            logged=event.logged,
            status=MessageStatus.PENDING,
            ack=Ack.PENDING,
        )
    if isinstance(event, MessageReceived):
        return _received(event)
    assert state is not None, f"{event.TYPE} cannot be the first event"
    now: dict[str, Any]
    match event:
        case MessageSent() | MessageAcknowledged():
            now = {
                "status": STATUS_OF[event.ack],
                "ack": event.ack,
                "key": event.key,
                "progress": event.progress,
                "failure": None,
            }
        case MessageFailed():
            now = {
                "status": MessageStatus.FAILED,
                "ack": Ack.ERROR,
                "failure": event.reason,
            }
        case MessageRequeued():
            now = {
                "status": MessageStatus.PENDING,
                "ack": Ack.PENDING,
                "failure": None,
            }
        case MessageEdited():
            now = {"content": event.content, "edited_at": event.edited_at}
        case MessageRevoked():
            now = {"status": MessageStatus.DELETED}
        case MessageReacted():
            who = person(event.sender, from_me=event.from_me)
            reaction = Reaction(text=event.text, at=event.reacted_at)
            now = {"reactions": {**state.reactions, who: reaction}}
        case MessagePollVoted():
            vote = Vote(options=event.options, at=event.voted_at)
            now = {"votes": {**state.votes, event.voter: vote}}
        case _:
            assert_never(event)
    return state.model_copy(update=now)


def _received(event: MessageReceived) -> Message:
    mine = event.key.from_me
    return Message(
        id=event.message_id,
        session_id=event.session_id,
        user_id=event.user_id,
        job=None,
        key=event.key,
        content=event.content,
        logged=event.logged,
        status=MessageStatus.SENT if mine else MessageStatus.RECEIVED,
        ack=Ack.SENT,
        progress=Progress(sent_at=event.sent_at),
    )
