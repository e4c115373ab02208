"""What happens to a message once WhatsApp has it: edits, deletion, reactions, votes.

WhatsApp tells of everything more than once, and of our own doings too: what is known
already, or older than what is known, is no event. Whatever happens to a message of
ours that we do not know to be sent proves that it was.
"""

from datetime import datetime

from domain.message.contents import words_of
from domain.message.events import (
    MessageEdited,
    MessageEvent,
    MessagePollVoted,
    MessageReacted,
    MessageRevoked,
)
from domain.message.message import Events, Message, person
from domain.whatsapp import (
    Ack,
    Content,
    EditSeen,
    PollVoteSeen,
    ReactionSeen,
    RevokeSeen,
    Sent,
)


def edit(message: Message, seen: EditSeen, *, at: datetime) -> Events:
    known = message.edited_at
    if message.revoked or (known and seen.edited_at < known):
        return ()
    if _same(seen.content, message.content):
        return ()
    fact = MessageEdited(
        message_id=message.id,
        session_id=message.session_id,
        user_id=message.user_id,
        key=message.key,
        content=seen.content,
        edited_at=seen.edited_at,
        logged=message.logged,
        at=at,
    )
    return _proven(message, fact)


def revoke(message: Message, seen: RevokeSeen, *, at: datetime) -> Events:
    if message.revoked:
        return ()
    fact = MessageRevoked(
        message_id=message.id,
        session_id=message.session_id,
        user_id=message.user_id,
        key=message.key,
        revoked_at=seen.revoked_at,
        at=at,
    )
    return _proven(message, fact)


def react(message: Message, seen: ReactionSeen, *, at: datetime) -> Events:
    known = message.reactions.get(person(seen.sender, from_me=seen.from_me))
    if known and seen.reacted_at < known.at:
        return ()
    if seen.text == (known.text if known else ""):
        return ()
    fact = MessageReacted(
        message_id=message.id,
        session_id=message.session_id,
        user_id=message.user_id,
        key=message.key,
        reaction_id=seen.id or None,
        sender=seen.sender,
        from_me=seen.from_me,
        text=seen.text,
        reacted_at=seen.reacted_at,
        at=at,
    )
    return _proven(message, fact)


def vote(message: Message, seen: PollVoteSeen, *, at: datetime) -> Events:
    known = message.votes.get(seen.voter)
    if known and seen.voted_at < known.at:
        return ()
    if {*seen.options} == {*(known.options if known else ())}:
        return ()
    fact = MessagePollVoted(
        message_id=message.id,
        session_id=message.session_id,
        user_id=message.user_id,
        key=message.key,
        voter=seen.voter,
        options=seen.options,
        voted_at=seen.voted_at,
        at=at,
    )
    return _proven(message, fact)


def _proven(message: Message, fact: MessageEvent) -> Events:
    sent = Sent(key=message.key, sent_at=fact.at, ack=Ack.SENT)
    return (*message.record_sent(sent, at=fact.at), fact)


def _same(one: Content, other: Content) -> bool:
    """A text may come back in another shape; it can be edited by its words alone."""
    words = words_of(one)
    return one == other or bool(words and words == words_of(other))
