"""Which webhooks are made of which events, by their names in the HTTP contract."""

from collections.abc import Sequence
from typing import TypeAlias

from domain.chat_activity.events import CallSeen, GroupChanged
from domain.message.events import (
    MessageAcknowledged,
    MessageEdited,
    MessageFailed,
    MessagePollVoted,
    MessageReacted,
    MessageReceived,
    MessageRevoked,
    MessageSent,
)
from domain.whatsapp import GroupAction, MessageKey
from domain.whatsapp_session.events import (
    SessionConnected,
    SessionConnecting,
    SessionDisconnected,
    SessionExpired,
    SessionLoggedOut,
    SessionQrShown,
)

Told: TypeAlias = (
    MessageSent
    | MessageFailed
    | MessageAcknowledged
    | MessageReceived
    | MessageEdited
    | MessageRevoked
    | MessageReacted
    | MessagePollVoted
    | CallSeen
    | GroupChanged
    | SessionConnecting
    | SessionQrShown
    | SessionConnected
    | SessionDisconnected
    | SessionLoggedOut
    | SessionExpired
)
WEBHOOKS: dict[type[Told], tuple[str, ...]] = {
    MessageSent: ("message.sent", "messages.upsert"),
    MessageFailed: ("message.sent",),
    MessageAcknowledged: ("messages.update",),
    MessageReceived: ("messages.upsert",),
    MessageEdited: ("messages.update",),
    MessageRevoked: ("messages.delete",),
    MessageReacted: ("messages.reaction",),
    MessagePollVoted: ("poll.results",),
    CallSeen: ("call",),
    GroupChanged: ("groups.upsert", "groups.update", "group-participants.update"),
    SessionConnecting: ("session.status",),
    SessionQrShown: ("session.status", "qrcode.updated"),
    SessionConnected: ("session.status",),
    SessionDisconnected: ("session.status",),
    SessionLoggedOut: ("session.status",),
    SessionExpired: ("session.status",),
}
"""Which webhooks are made of each event; what others wrote makes RECEIVED too, and of
a change in a group one of these is made, by what changed."""

GROUPS = {
    GroupAction.CREATED: "groups.upsert",
    GroupAction.ADDED: "group-participants.update",
    GroupAction.REMOVED: "group-participants.update",
    GroupAction.PROMOTED: "group-participants.update",
    GroupAction.DEMOTED: "group-participants.update",
}
"""Of any other change: groups.update."""

RECEIVED = "messages.received"
RECEIVED_FROM = {
    "s.whatsapp.net": "messages-personal.received",
    "lid": "messages-personal.received",
    "g.us": "messages-group.received",
    "newsletter": "messages-newsletter.received",
}
"""By the domain of the chat's JID; a broadcast has no name of its own."""


def webhooks_of(event: Told) -> Sequence[str]:
    """The names of all webhooks that tell of this event."""
    names = WEBHOOKS[type(event)]
    if isinstance(event, MessageReceived) and not event.key.from_me:
        return (*_received(event.key), *names)
    if isinstance(event, GroupChanged):
        return (GROUPS.get(event.action, "groups.update"),)
    return names


def _received(key: MessageKey) -> Sequence[str]:
    kind = RECEIVED_FROM.get(key.remote_jid.rpartition("@")[2])
    return (RECEIVED, kind) if kind else (RECEIVED,)
