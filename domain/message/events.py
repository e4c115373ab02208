"""Facts about one message, in or out. Each also says ``at``: when it happened.

Every event names the rows it touches (message, session, job), because a projection
never looks anything up.
"""

from typing import Annotated, ClassVar, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Event, Value
from domain.privacy import ERASED, Private, PrivateText, PrivateTextOrNone
from domain.text import cut_to
from domain.whatsapp import (
    REASON_LENGTH,
    Ack,
    Content,
    KeyId,
    MessageKey,
    PollOption,
    ReactionText,
)

PrivateContent: TypeAlias = Annotated[Content, Private({"conversation": ERASED})]


class JobRef(Value):
    """The send request a message belongs to; ``alone`` when it asked for just one."""

    job_id: int
    alone: bool


class Progress(Value):
    """When each step was reached; the latest known time for a step that was skipped."""

    sent_at: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None
    read_at: AwareDatetime | None = None
    played_at: AwareDatetime | None = None


class MessageAccepted(Event):
    """It will be sent: durable from here on. ``key`` was chosen now, and never changes.

    ``logged`` is the session's log_messages at this moment: whether the content is
    kept once the message was sent.
    """

    TYPE: ClassVar[str] = "message.accepted"

    message_id: int
    session_id: int
    user_id: int
    job: JobRef
    key: MessageKey
    content: PrivateContent
    logged: bool


class MessageSent(Event):
    TYPE: ClassVar[str] = "message.sent"

    message_id: int
    session_id: int
    user_id: int
    job: JobRef
    key: MessageKey
    ack: Ack
    progress: Progress
    logged: bool


class MessageFailed(Event):
    """It was not sent and will not be; ``reason`` is for people."""

    TYPE: ClassVar[str] = "message.failed"

    message_id: int
    session_id: int
    user_id: int
    job: JobRef
    key: MessageKey
    reason: Annotated[PrivateText, cut_to(REASON_LENGTH)]
    logged: bool


class MessageAcknowledged(Event):
    TYPE: ClassVar[str] = "message.acknowledged"

    message_id: int
    session_id: int
    user_id: int
    key: MessageKey
    ack: Ack
    progress: Progress


class MessageReceived(Event):
    """It came in, or was written on the person's own phone (``key.from_me``)."""

    TYPE: ClassVar[str] = "message.received"

    message_id: int
    session_id: int
    user_id: int
    key: MessageKey
    content: PrivateContent
    push_name: PrivateTextOrNone
    sent_at: AwareDatetime
    logged: bool


class MessageRequeued(Event):
    """It had failed, and will be tried once more: the same message, the same key."""

    TYPE: ClassVar[str] = "message.requeued"

    message_id: int
    session_id: int
    user_id: int
    job: JobRef
    key: MessageKey
    content: PrivateContent
    logged: bool


class MessageEdited(Event):
    """``content`` is all of what it is now."""

    TYPE: ClassVar[str] = "message.edited"

    message_id: int
    session_id: int
    user_id: int
    key: MessageKey
    content: PrivateContent
    edited_at: AwareDatetime
    logged: bool


class MessageRevoked(Event):
    """It was deleted for everyone, by who wrote it or by an admin of the group."""

    TYPE: ClassVar[str] = "message.revoked"

    message_id: int
    session_id: int
    user_id: int
    key: MessageKey
    revoked_at: AwareDatetime


class MessageReacted(Event):
    """``text`` is ``sender``'s emoji for it now; empty when it was taken back.

    ``reaction_id`` is WhatsApp's id of the reaction, where it told one.
    """

    TYPE: ClassVar[str] = "message.reacted"

    message_id: int
    session_id: int
    user_id: int
    key: MessageKey
    reaction_id: KeyId | None
    sender: PrivateText
    from_me: bool
    text: Annotated[ReactionText, Private()]
    reacted_at: AwareDatetime


class MessagePollVoted(Event):
    """``options`` are all that ``voter`` chooses now; none when they took it back."""

    TYPE: ClassVar[str] = "message.poll_voted"

    message_id: int
    session_id: int
    user_id: int
    key: MessageKey
    voter: PrivateText
    options: Annotated[tuple[PollOption, ...], Private(())]
    voted_at: AwareDatetime


MessageEvent: TypeAlias = (
    MessageAccepted
    | MessageSent
    | MessageFailed
    | MessageAcknowledged
    | MessageReceived
    | MessageRequeued
    | MessageEdited
    | MessageRevoked
    | MessageReacted
    | MessagePollVoted
)
