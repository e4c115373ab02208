"""What WhatsApp tells of people and groups when it is asked."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import AwareDatetime

from domain.kernel import Value


class Contact(Value):
    """``name`` is the owner's word for them, ``notify`` their own."""

    jid: str
    name: str | None = None
    notify: str | None = None
    verified_name: str | None = None
    picture_url: str | None = None
    about: str | None = None
    exists: bool = True


class GroupSummary(Value):
    jid: str
    name: str
    picture_url: str | None = None


class Rank(StrEnum):
    ADMIN = "admin"
    SUPERADMIN = "superadmin"


class Participant(Value):
    """``rank`` is None for an ordinary member."""

    jid: str
    rank: Rank | None = None


class Group(Value):
    """``announce``: only admins write. ``restrict``: only admins change its data."""

    jid: str
    subject: str
    created_at: AwareDatetime | None = None
    owner: str | None = None
    description: str | None = None
    announce: bool = False
    restrict: bool = False
    participants: Sequence[Participant] = ()


class GroupChange(Value):
    """What shall be different; None leaves it as it is."""

    subject: str | None = None
    description: str | None = None
    announce: bool | None = None
    restrict: bool | None = None


class ParticipantAction(StrEnum):
    ADD = "add"
    REMOVE = "remove"
    PROMOTE = "promote"
    DEMOTE = "demote"


class ParticipantOutcome(Value):
    """``status`` is WhatsApp's own number: 200 done, 403 not allowed by them, ..."""

    jid: str
    status: int
    message: str


class Downloaded(Value):
    """A file that came with a message, written where it was asked for."""

    mimetype: str
    size: int
    """In bytes."""
    name: str | None = None


class Diagnosis(Value):
    """The state of a page, for a person who looks into it."""

    wa_js: str | None
    """Its version; None when it did not start."""
    whatsapp: str | None
    """The version of WhatsApp Web."""
    missing: Sequence[str]
    """The modules of WhatsApp Web that this program needs and does not find."""
    ready: bool
    phase: str
    socket: str | None
    stream: str | None
    reason: str
    """In words, what it waits for."""
