"""Addresses, keys and contents: what a message is to WhatsApp.

Addresses are JIDs in the form of the HTTP contract: ``34600111222@s.whatsapp.net`` for
a person, ``...@g.us`` for a group, ``...@newsletter`` for a channel. An adapter that
drives something with other forms (WhatsApp Web: ``@c.us``) translates at its border.
"""

from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, AwareDatetime, JsonValue

from domain.kernel import Value
from domain.privacy import PrivateText, PrivateTextOrNone
from domain.text import at_most, cut_to, units

Content: TypeAlias = Mapping[str, JsonValue]
"""A message as the contract shows it: ``{"conversation": "hello"}`` is a text.

What goes out has the shape of what comes in. Media that go out have a ``url`` instead
of keys: ``{"imageMessage": {"url": ..., "caption": ...}}``; what a message answers or
mentions is in its ``contextInfo``: ``{"stanzaId", "participant"?, "mentionedJid"?}``.
"""

JID_LENGTH: Final = 255
KEY_ID_LENGTH: Final = 100
REASON_LENGTH: Final = 1000
PUSH_NAME_LENGTH: Final = 200
"""What is kept of the name that people give themselves; WhatsApp allows 25."""

Jid: TypeAlias = Annotated[str, at_most(JID_LENGTH)]
KeyId: TypeAlias = Annotated[str, at_most(KEY_ID_LENGTH)]
PhoneNumber: TypeAlias = Annotated[str, at_most(31)]
Reason: TypeAlias = Annotated[str, cut_to(REASON_LENGTH)]
PushName: TypeAlias = Annotated[str | None, cut_to(PUSH_NAME_LENGTH)]


class Ack(IntEnum):
    """How far a message has come, by the contract's numbers."""

    ERROR = 0
    PENDING = 1
    SENT = 2
    DELIVERED = 3
    READ = 4
    PLAYED = 5


class MessageKey(Value):
    """WhatsApp's own name of a message; ``participant`` is the author in a group."""

    id: str
    remote_jid: PrivateText
    from_me: bool
    participant: PrivateTextOrNone = None


def _fitting(key: MessageKey) -> MessageKey:
    jids = (key.remote_jid, key.participant or "")
    if units(key.id) > KEY_ID_LENGTH or max(map(units, jids)) > JID_LENGTH:
        raise ValueError("It is longer than any key of WhatsApp's")
    return key


ReportedKey: TypeAlias = Annotated[MessageKey, AfterValidator(_fitting)]


class MediaFile(Value):
    """A file on this machine, with its MIME type and the name that people see."""

    path: Path
    mimetype: str
    name: str


class Outgoing(Value):
    """``file`` is what the ``url`` in the content stands for, where it has one."""

    key: MessageKey
    content: Content
    file: MediaFile | None = None


class Sent(Value):
    """WhatsApp's server has the message. ``sent_at`` is the server's time."""

    key: MessageKey
    sent_at: AwareDatetime
    ack: Ack
