"""What the sandbox keeps, all of it immutable. Addresses are in the page's form."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pydantic import AwareDatetime, Field, JsonValue

from domain.kernel import Value

Frame: TypeAlias = dict[str, JsonValue]
"""What is sent down a page's stream: ``kind`` and whatever that kind has."""


class Device(Value):
    """A linked page. One phone may have several."""

    id: str
    phone: str
    pushname: str
    linked_at: AwareDatetime

    @property
    def wid(self) -> str:
        return f"{self.phone}@c.us"


class Notice(Value):
    """A frame kept for a device until its page confirms it.

    ``message`` is the bare id of the message it brings, if it brings one.
    """

    id: str
    device: str
    frame: Frame
    message: str | None = None


class Message(Value):
    """What Sent and Written have in common: what it says, and what became of it.

    ``reactions`` and ``votes`` are by who gave them; ``edits`` are the texts it had
    before. ``content`` has what the phone shows beside the body.
    """

    id: str
    phone: str
    type: str = "chat"
    body: str
    at: AwareDatetime
    content: Mapping[str, JsonValue] = Field(default_factory=dict)
    edits: tuple[str, ...] = ()
    revoked: bool = False
    reactions: Mapping[str, str] = Field(default_factory=dict)
    votes: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class Sent(Message):
    """A message the server took from a page.

    ``key`` is the serialised message key, ``id`` the bare id in it; ``arrivals`` counts
    how often the page sent it, of which only the first has an effect.
    """

    key: str
    device: str
    to: str
    ack: int = 1
    arrivals: int = 1


class Written(Message):
    """A message somebody wrote on a phone, to one of ours or from it."""

    chat: str
    author: str
    from_me: bool = False


class ReadMark(Value):
    """A page showed everything in a chat as read, by then."""

    phone: str
    chat: str
    at: AwareDatetime


class ChatState(Value):
    """What a page shows in a chat: composing, recording or paused."""

    phone: str
    chat: str
    state: str


class Participant(Value):
    id: str
    role: Literal["owner", "admin", "member"] = "member"


class Group(Value):
    """``left`` are those who left, or were removed: nobody adds them unasked.

    ``announce``: only admins write. ``restrict``: only admins change what it is.
    """

    id: str
    subject: str
    owner: str
    creation: int
    participants: tuple[Participant, ...]
    description: str = ""
    announce: bool = False
    restrict: bool = False
    picture: str | None = None
    invite: str = ""
    left: tuple[str, ...] = ()

    def has(self, wid: str) -> bool:
        return any(it.id == wid for it in self.participants)

    def is_admin(self, wid: str) -> bool:
        return any(it.id == wid and it.role != "member" for it in self.participants)


class Nobody(Value):
    """A number that is not on WhatsApp."""

    phone: str
