"""What a page reports of people and groups."""

from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Value
from domain.text import cut_to
from domain.whatsapp.keys import Jid, KeyId

GROUP_TEXT_LENGTH: Final = 4096

GroupText: TypeAlias = Annotated[str | None, cut_to(GROUP_TEXT_LENGTH)]


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


ChatReport: TypeAlias = GroupChanged | CallSeen | PresenceSeen
"""About people and groups."""
