"""What came of messages, and what pages see of them, taken into the log."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from domain.kernel import Conflict
from domain.message import changes
from domain.message.commands import Messages
from domain.message.errors import AlreadyKnown, NoSuchSender
from domain.message.message import Events, Message
from domain.message.senders import Senders
from domain.ports import Claim, Clock, Ids, Receipt
from domain.whatsapp import (
    Ack,
    AckSeen,
    EditSeen,
    MessageKey,
    MessageReport,
    MessageSeen,
    PollVoteSeen,
    ReactionSeen,
    RevokeSeen,
    Sent,
)

Find: TypeAlias = Callable[[int, MessageKey], int | None]
"""The id of a session's message of this key; None when none is known."""

Change: TypeAlias = AckSeen | EditSeen | RevokeSeen | ReactionSeen | PollVoteSeen


def decide(message: Message, seen: Change, *, at: datetime) -> Events:
    """The one table of what each report means for its message."""
    match seen:
        case AckSeen():
            return message.acknowledge(seen.ack, at=at)
        case EditSeen():
            return changes.edit(message, seen, at=at)
        case RevokeSeen():
            return changes.revoke(message, seen, at=at)
        case ReactionSeen():
            return changes.react(message, seen, at=at)
        case PollVoteSeen():
            return changes.vote(message, seen, at=at)


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """What came of a message that was accepted."""

    messages: Messages
    clock: Clock

    def sent(self, message_id: int, sent: Sent) -> Receipt:
        at = self.clock.now()
        return self.messages.change(
            message_id, lambda message: message.record_sent(sent, at=at)
        )

    def failed(self, message_id: int, *, reason: str) -> Receipt:
        at = self.clock.now()
        return self.messages.change(
            message_id, lambda message: message.fail(reason, at=at)
        )

    def acknowledged(self, message_id: int, ack: Ack) -> Receipt:
        at = self.clock.now()
        return self.messages.change(
            message_id, lambda message: message.acknowledge(ack, at=at)
        )


@dataclass(frozen=True, slots=True)
class RecordReceived:
    """Takes a message in once, however often it is reported."""

    messages: Messages
    senders: Senders
    clock: Clock
    ids: Ids

    def __call__(self, session_id: int, seen: MessageSeen) -> Receipt:
        """Raises AlreadyKnown, and NoSuchSender once the session was deleted."""
        sender = self.senders(session_id)
        if sender.deleted:
            raise NoSuchSender(f"Session {session_id} was deleted.")
        message_id = self.ids.next("messages")
        events = Message.receive(
            message_id,
            seen,
            session_id=session_id,
            user_id=sender.user_id,
            logged=sender.settings.log_messages,
            at=self.clock.now(),
        )
        try:
            return self.messages.begin(
                message_id, events, claims=[key_claim(session_id, seen.key)]
            )
        except Conflict as error:
            raise AlreadyKnown(f"Message {seen.key.id} was recorded before.") from error


@dataclass(frozen=True, slots=True)
class RecordSeen:
    """Takes in whatever a page saw of a message; saying it twice changes nothing."""

    messages: Messages
    senders: Senders
    find: Find
    receive: RecordReceived
    clock: Clock

    def __call__(self, session_id: int, seen: MessageReport) -> Receipt | None:
        """None when there is nothing to record.

        So it is with a message that is known (the page shows our own too), with a
        change of one that is not, and once the session was deleted.
        """
        if isinstance(seen, MessageSeen):
            return self._received(session_id, seen)
        message_id = self.find(session_id, seen.key)
        if message_id is None or self.senders(session_id).deleted:
            return None
        at = self.clock.now()
        return self.messages.change(
            message_id, lambda message: decide(message, seen, at=at)
        )

    def _received(self, session_id: int, seen: MessageSeen) -> Receipt | None:
        """Its claim alone does not know it by another form of who wrote it."""
        if self.find(session_id, seen.key) is not None:
            return None
        with suppress(AlreadyKnown, NoSuchSender):
            return self.receive(session_id, seen)
        return None


def key_claim(session_id: int, key: MessageKey) -> Claim:
    """WhatsApp's key in full: an id alone could be chosen by another sender."""
    parts = (session_id, key.from_me, key.remote_jid, key.participant or "", key.id)
    return Claim("message_key", "\n".join(map(str, parts)))
