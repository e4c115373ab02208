"""Editing, deleting and reacting, as the owner of a session wants it.

Each goes in two steps, for WhatsApp has to do it in between: ``may_...`` says what to
ask of its page, or refuses; then what was done is recorded.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.message import changes
from domain.message.commands import Messages
from domain.message.message import Events, Message
from domain.message.permissions import (
    edited_content,
    must_be_reactable,
    must_be_revocable,
)
from domain.message.rules import checked_reaction
from domain.ports import Clock, Receipt
from domain.whatsapp import EditSeen, MessageKey, ReactionSeen, RevokeSeen


@dataclass(frozen=True, slots=True)
class ChangeMessage:
    """``own_jid`` is who a session is on WhatsApp; empty when that is not known."""

    messages: Messages
    own_jid: Callable[[int], str]
    clock: Clock

    def may_edit(self, message_id: int, text: str) -> MessageKey:
        """Raises NotFound, Invalid, NotOurs, NotSent, Deleted, NotText, TooLate."""
        message = self.messages.get(message_id)
        edited_content(message, text, at=self.clock.now())
        return message.key

    def edited(self, message_id: int, text: str) -> Receipt:
        at = self.clock.now()

        def decide(message: Message) -> Events:
            content = edited_content(message, text, at=message.progress.sent_at or at)
            seen = EditSeen(key=message.key, content=content, edited_at=at)
            return changes.edit(message, seen, at=at)

        return self.messages.change(message_id, decide)

    def may_revoke(self, message_id: int) -> MessageKey:
        """Raises NotFound, NotOurs, NotSent, TooLate."""
        message = self.messages.get(message_id)
        must_be_revocable(message, at=self.clock.now())
        return message.key

    def revoked(self, message_id: int) -> Receipt:
        at = self.clock.now()
        return self.messages.change(
            message_id,
            lambda message: changes.revoke(
                message, RevokeSeen(key=message.key, revoked_at=at), at=at
            ),
        )

    def may_react(self, message_id: int, text: str) -> MessageKey:
        """Raises NotFound, Invalid, NotSent, Deleted."""
        checked_reaction(text)
        message = self.messages.get(message_id)
        must_be_reactable(message)
        return message.key

    def reacted(self, message_id: int, text: str) -> Receipt:
        """The page tells of it too, which is then nothing new."""
        at, emoji = self.clock.now(), checked_reaction(text)

        def decide(message: Message) -> Events:
            seen = ReactionSeen(
                key=message.key,
                id="",
                sender=self.own_jid(message.session_id),
                from_me=True,
                text=emoji,
                reacted_at=at,
            )
            return changes.react(message, seen, at=at)

        return self.messages.change(message_id, decide)
