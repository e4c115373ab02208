"""What the sandbox keeps, all of it immutable. Addresses are in the page's form."""

from typing import Literal, TypeAlias

from pydantic import AwareDatetime, JsonValue

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


class Sent(Value):
    """A message the server took from a page.

    ``key`` is the serialised message key, ``id`` the bare id in it; ``arrivals`` counts
    how often the page sent it, of which only the first has an effect.
    """

    id: str
    key: str
    device: str
    phone: str
    to: str
    type: str
    body: str
    at: AwareDatetime
    ack: int = 1
    arrivals: int = 1


class Written(Value):
    """A message somebody wrote on a phone, to one of ours or from it."""

    id: str
    phone: str
    chat: str
    author: str
    body: str
    at: AwareDatetime
    from_me: bool = False


class Participant(Value):
    id: str
    role: Literal["owner", "admin", "member"] = "member"


class Group(Value):
    id: str
    subject: str
    owner: str
    creation: int
    participants: tuple[Participant, ...]

    def has(self, wid: str) -> bool:
        return any(it.id == wid for it in self.participants)


class Nobody(Value):
    """A number that is not on WhatsApp."""

    phone: str
