"""What the sandbox keeps of people: names, pictures, calls, who saved or blocked whom.

Addresses are in the page's form.
"""

from typing import Literal, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Value

CallState: TypeAlias = Literal["ringing", "accepted", "rejected", "ended"]


class Person(Value):
    """What somebody shows of themselves; ``picture`` is the address of one."""

    phone: str
    pushname: str | None = None
    about: str | None = None
    picture: str | None = None


class SavedContact(Value):
    """The person of ``owner`` has ``wid`` in the address book, as ``name``."""

    owner: str
    wid: str
    name: str


class Block(Value):
    """The person of ``owner`` wants to hear nothing of ``wid``."""

    owner: str
    wid: str


class Call(Value):
    """Somebody rings at ``phone``."""

    id: str
    phone: str
    caller: str
    video: bool
    group: str | None
    state: CallState
    at: AwareDatetime


class Channel(Value):
    """Where a number writes to many who do not write back: ``...@newsletter``."""

    id: str
    owner: str
    name: str
    creation: int
