"""What a page reports. Nothing in it is of our making.

Texts are cut to what is kept of them; addresses that are too long are none, and a
report with such a one can't be made (ValidationError).
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Value
from domain.text import at_most, cut_to
from domain.whatsapp.keys import (
    KEY_ID_LENGTH,
    Ack,
    Content,
    Jid,
    PhoneNumber,
    PushName,
    Reason,
    ReportedKey,
)

REACTION_LENGTH: Final = 64
"""An emoji can be a sequence of a dozen code points and more."""

POLL_OPTION_LENGTH: Final = 255
GROUP_TEXT_LENGTH: Final = 4096

KeyId: TypeAlias = Annotated[str, at_most(KEY_ID_LENGTH)]
ReactionText: TypeAlias = Annotated[str, cut_to(REACTION_LENGTH)]
PollOption: TypeAlias = Annotated[str, cut_to(POLL_OPTION_LENGTH)]
GroupText: TypeAlias = Annotated[str | None, cut_to(GROUP_TEXT_LENGTH)]


class QrShown(Value):
    """A person may scan this now; it is replaced after ``ttl_seconds``."""

    code: str
    ttl_seconds: float


class QrExhausted(Value):
    """WhatsApp stopped offering codes: nobody scanned one."""


class Linked(Value):
    """Logged in and ready to send: after a scan, a restart, or a reconnect."""

    phone_number: PhoneNumber
    jid: Jid
    lid: Jid | None
    push_name: PushName


class Unlinked(Value):
    """The login is gone: a person removed the device, or WhatsApp did."""

    reason: Reason


class StreamLost(Value):
    """No connection to WhatsApp; the page goes on trying by itself."""

    reason: Reason


class TakenOver(Value):
    """The same login was opened elsewhere, and this page was put to sleep."""


class PageNotReady(Value):
    """The page did not become usable in time: WhatsApp may have renamed modules."""

    missing: Sequence[str]
    reason: Reason


class PageUnreachable(Value):
    """WhatsApp Web did not load: no network, or WhatsApp is down. It is tried again."""

    reason: Reason


class UpdateNeeded(Value):
    """WhatsApp says that this version of its page is too old, and will be refused."""

    reason: Reason


class BrowserLost(Value):
    """The browser or its page died or stopped answering. The login is not affected."""

    reason: Reason


class PageSilent(Value):
    """The page is late with an answer: it is busy, or about to be lost."""

    reason: Reason


class PageAnswers(Value):
    """It answers again, after PageSilent."""


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


class GroupAction(StrEnum):
    CREATED = "create"
    ADDED = "add"
    REMOVED = "remove"
    PROMOTED = "promote"
    DEMOTED = "demote"
    SUBJECT = "subject"
    DESCRIPTION = "description"
    ANNOUNCE = "announce"
    RESTRICT = "restrict"
    INVITE = "invite"
    PICTURE = "picture"


class GroupChanged(Value):
    """``id`` is that of WhatsApp's notice of it; ``value`` the new subject or the like.

    Who leaves by themselves is REMOVED by themselves; who joins by a link is ADDED by
    themselves. ``by`` is None where WhatsApp does not say.
    """

    id: KeyId
    jid: Jid
    action: GroupAction
    participants: tuple[Jid, ...] = ()
    by: Jid | None = None
    value: GroupText = None
    changed_at: AwareDatetime


class CallStatus(StrEnum):
    OFFER = "offer"
    REJECTED = "reject"
    ACCEPTED = "accept"
    ENDED = "terminate"


class CallSeen(Value):
    id: KeyId
    caller: Jid
    status: CallStatus
    is_video: bool
    is_group: bool
    at: AwareDatetime


class Presence(StrEnum):
    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"
    COMPOSING = "composing"
    RECORDING = "recording"
    PAUSED = "paused"


class PresenceSeen(Value):
    """In the chat ``jid``; ``participant`` is who, where that is a group."""

    jid: Jid
    participant: Jid | None = None
    presence: Presence
    at: AwareDatetime


MessageReport: TypeAlias = (
    MessageSeen | AckSeen | EditSeen | RevokeSeen | ReactionSeen | PollVoteSeen
)
"""About one message."""

ChatReport: TypeAlias = GroupChanged | CallSeen | PresenceSeen
"""About people and groups."""

SessionReport: TypeAlias = (
    QrShown
    | QrExhausted
    | Linked
    | Unlinked
    | StreamLost
    | TakenOver
    | PageNotReady
    | PageUnreachable
    | UpdateNeeded
    | BrowserLost
)
"""About the login, and the browser it lives in."""

LifeReport: TypeAlias = PageSilent | PageAnswers
"""About the browser alone: the login, and what can be asked, are not affected."""

Report: TypeAlias = SessionReport | MessageReport | ChatReport | LifeReport
