"""What a page reports of messages: new ones, and what happens to each."""

from typing import Annotated, Final, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Value
from domain.text import cut_to
from domain.whatsapp.keys import Ack, Content, Jid, KeyId, PushName, ReportedKey

REACTION_LENGTH: Final = 64
"""An emoji can be a sequence of a dozen code points and more."""

POLL_OPTION_LENGTH: Final = 255

ReactionText: TypeAlias = Annotated[str, cut_to(REACTION_LENGTH)]
PollOption: TypeAlias = Annotated[str, cut_to(POLL_OPTION_LENGTH)]


class MessageSeen(Value):
    """A message we did not send: from others, or from the person's own phone."""

    key: ReportedKey
    content: Content
    push_name: PushName
    sent_at: AwareDatetime


class AckSeen(Value):
    key: ReportedKey
    ack: Ack


class EditSeen(Value):
    """A message was given another content, by who wrote it."""

    key: ReportedKey
    content: Content
    edited_at: AwareDatetime


class RevokeSeen(Value):
    """A message was deleted for everyone, by who wrote it or by a group's admin."""

    key: ReportedKey
    revoked_at: AwareDatetime


class ReactionSeen(Value):
    """``key`` is of the message reacted to; an empty ``text`` takes the reaction back.

    ``id`` is that of the reaction's own key. ``sender`` is who reacted.
    """

    key: ReportedKey
    id: KeyId
    sender: Jid
    from_me: bool
    text: ReactionText
    reacted_at: AwareDatetime


class PollVoteSeen(Value):
    """All that ``voter`` now chooses in the poll of this key; it may be nothing."""

    key: ReportedKey
    voter: Jid
    options: tuple[PollOption, ...]
    voted_at: AwareDatetime


MessageReport: TypeAlias = (
    MessageSeen | AckSeen | EditSeen | RevokeSeen | ReactionSeen | PollVoteSeen
)
"""About one message."""
