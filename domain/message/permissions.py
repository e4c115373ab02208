"""What WhatsApp lets the owner of a session do to a message; it says no to the rest.

Asked before WhatsApp is, because it refuses without a word of why.
"""

from datetime import datetime, timedelta
from typing import Final

from domain.message.errors import Deleted, NotOurs, NotSent, NotText, TooLate
from domain.message.message import Message
from domain.message.rules import TEXT_LENGTH, checked_text, is_group, text_content
from domain.whatsapp import Ack, Content

EDITABLE_FOR: Final = timedelta(minutes=15)
REVOCABLE_FOR: Final = timedelta(hours=60)


def edited_content(message: Message, text: str, *, at: datetime) -> Content:
    """What it would be with this text.

    Raises Invalid, NotOurs, NotSent, Deleted, NotText, TooLate.
    """
    _must_be_ours(message)
    _must_be_sent(message)
    if at - _sent_at(message, at) > EDITABLE_FOR:
        raise TooLate("WhatsApp allows to edit a message for 15 minutes.")
    extended = message.content.get("extendedTextMessage")
    if isinstance(extended, dict):
        checked = checked_text(text, most=TEXT_LENGTH)
        return {"extendedTextMessage": {**extended, "text": checked}}
    if "conversation" not in message.content:
        raise NotText("Only the words of a text message can be edited.")
    return text_content(text)


def must_be_revocable(message: Message, *, at: datetime) -> None:
    """Raises NotOurs, NotSent, TooLate; what is deleted already may be once more.

    In a group WhatsApp has to be asked: an admin may delete what others wrote.
    """
    if not is_group(message.key.remote_jid):
        _must_be_ours(message)
    if message.ack < Ack.SENT:
        raise NotSent(f"Message {message.id} is not sent: there is nothing to delete.")
    if message.key.from_me and at - _sent_at(message, at) > REVOCABLE_FOR:
        raise TooLate("WhatsApp allows to delete a message for two and a half days.")


def must_be_reactable(message: Message) -> None:
    """Raises NotSent, Deleted."""
    _must_be_sent(message)


def _must_be_ours(message: Message) -> None:
    if not message.key.from_me:
        raise NotOurs(f"Message {message.id} was written by somebody else.")


def _must_be_sent(message: Message) -> None:
    if message.revoked:
        raise Deleted(f"Message {message.id} was deleted for everyone.")
    if message.ack < Ack.SENT:
        raise NotSent(f"WhatsApp does not have message {message.id}.")


def _sent_at(message: Message, now: datetime) -> datetime:
    return message.progress.sent_at or now
