"""Facts of people and groups that WhatsApp tells, each a history of its own.

Each also says ``at``: when it was recorded. Every event names its row and its session,
because a projection never looks anything up.
"""

from typing import Annotated, ClassVar, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Event
from domain.privacy import Private, PrivateText, PrivateTextOrNone
from domain.whatsapp import CallStatus, GroupAction, Jid, KeyId, Presence

PrivateJids: TypeAlias = Annotated[tuple[Jid, ...], Private(())]


class CallSeen(Event):
    """Somebody calls, or a call of theirs was rejected, accepted, ended."""

    TYPE: ClassVar[str] = "chat_activity.call_seen"

    activity_id: int
    session_id: int
    user_id: int
    call_id: KeyId
    caller: PrivateText
    status: CallStatus
    is_video: bool
    is_group: bool
    called_at: AwareDatetime


class GroupChanged(Event):
    """``value`` is the new subject or the like; ``by`` who did it, where it is told.

    Who leaves by themselves was removed by themselves.
    """

    TYPE: ClassVar[str] = "chat_activity.group_changed"

    activity_id: int
    session_id: int
    user_id: int
    notice_id: KeyId
    group: PrivateText
    action: GroupAction
    participants: PrivateJids
    by: PrivateTextOrNone
    value: PrivateTextOrNone
    changed_at: AwareDatetime


class PresenceChanged(Event):
    """In the chat ``jid``; ``participant`` is who, where that is a group."""

    TYPE: ClassVar[str] = "chat_activity.presence_changed"

    activity_id: int
    session_id: int
    user_id: int
    jid: PrivateText
    participant: PrivateTextOrNone
    presence: Presence
    changed_at: AwareDatetime


ChatActivityEvent: TypeAlias = CallSeen | GroupChanged | PresenceChanged
