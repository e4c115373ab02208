"""A message as somebody wants it sent, in plain values; nothing of it is checked yet.

Its fields are those of the HTTP contract, in our spelling: ``image_url`` is what is
``imageUrl`` there. One of them is the content; ``text`` beside a file is its caption.
"""

from collections.abc import Sequence

from domain.kernel import Value


class Card(Value):
    """A person to be introduced."""

    name: str
    phone: str


class Place(Value):
    """In degrees, as numbers or as texts that are numbers."""

    latitude: float | str
    longitude: float | str
    name: str | None = None
    address: str | None = None


class Poll(Value):
    """``multi_select``: more than one option may be chosen."""

    question: str
    options: Sequence[str]
    multi_select: bool = False


class Draft(Value):
    """``to`` is a phone number or a JID; ``reply_to`` the id that we gave a message.

    ``file_name`` is the name of a document; other files are shown without one.
    """

    to: str
    text: str | None = None
    image_url: str | None = None
    video_url: str | None = None
    document_url: str | None = None
    file_name: str | None = None
    audio_url: str | None = None
    sticker_url: str | None = None
    contact: Card | None = None
    location: Place | None = None
    poll: Poll | None = None
    mentions: Sequence[str] = ()
    reply_to: int | None = None
    view_once: bool = False
