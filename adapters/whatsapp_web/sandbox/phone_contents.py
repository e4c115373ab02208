"""The kinds of messages that people write on their phones, as they are asked for."""

from typing import Final, TypeAlias

from pydantic import Field, JsonValue

from adapters.whatsapp_web.sandbox import media
from adapters.whatsapp_web.sandbox.addresses import person, phone_number
from adapters.whatsapp_web.sandbox.happenings import author_of
from adapters.whatsapp_web.sandbox.records import Message
from adapters.whatsapp_web.sandbox.requests import Body
from adapters.whatsapp_web.sandbox.store import Store
from domain.kernel import Invalid

Fields: TypeAlias = dict[str, JsonValue]
"""What a page is told that a message says."""

USUAL_TYPES: Final = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/ogg; codecs=opus",
    "document": "application/octet-stream",
    "sticker": "image/webp",
}
KINDS: Final = ("text", *USUAL_TYPES, "location", "contact", "poll")


class File(Body):
    """Either ``media``, which ``/phone/media`` answered, or the file as ``base64``."""

    media: str | None = None
    base64: str | None = None
    mimetype: str | None = None
    file_name: str | None = Field(default=None, alias="fileName")
    size: int | None = None
    caption: str | None = None
    voice: bool = True

    def fields(self, kind: str, store: Store) -> Fields:
        """Raises Invalid."""
        content, named = self._content(store)
        address = self.media or media.keep_file(store, content)
        file: Fields = {
            **media.fields_of(address, content),
            "type": "ptt" if kind == "audio" and self.voice else kind,
            "mimetype": self.mimetype or named or USUAL_TYPES[kind],
            "caption": self.caption,
            "filename": self.file_name,
        }
        return {name: value for name, value in file.items() if value is not None}

    def _content(self, store: Store) -> tuple[bytes, str | None]:
        if self.media is not None:
            return media.file_at(store, self.media), None
        if self.base64 is not None:
            return media.decoded(self.base64)
        raise Invalid(media="A file is given as media or as base64.")


class Place(Body):
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    name: str | None = None
    address: str | None = None

    def fields(self) -> Fields:
        lines = [it for it in (self.name, self.address) if it]
        place: Fields = {"lat": self.latitude, "lng": self.longitude}
        return {"type": "location", **place, "loc": "\n".join(lines)}


class Card(Body):
    name: str
    phone: str

    def fields(self) -> Fields:
        number = phone_number(self.phone, "contact")
        tel = f"TEL;type=CELL;waid={number}:+{number}"
        lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{self.name}", tel, "END:VCARD")
        card: Fields = {"vcardFormattedName": self.name, "body": "\n".join(lines)}
        return {"type": "vcard", **card}


class Poll(Body):
    question: str
    options: list[str] = Field(min_length=2, max_length=12)
    multi_select: bool = Field(default=False, alias="multiSelect")

    def fields(self) -> Fields:
        options: list[JsonValue] = [
            {"name": name, "localId": at} for at, name in enumerate(self.options)
        ]
        return {
            "type": "poll_creation",
            "pollName": self.question,
            "pollOptions": options,
            "pollSelectableOptionsCount": 0 if self.multi_select else 1,
        }


class Said(Body):
    """Exactly one of the kinds; ``reply`` is the id of a message it answers."""

    text: str | None = None
    image: File | None = None
    video: File | None = None
    audio: File | None = None
    document: File | None = None
    sticker: File | None = None
    location: Place | None = None
    contact: Card | None = None
    poll: Poll | None = None
    reply: str | None = None
    mentions: tuple[str, ...] = ()
    view_once: bool = Field(default=False, alias="viewOnce")

    def fields(self, store: Store, answered: Message | None) -> Fields:
        """Raises Invalid."""
        chosen = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(chosen) != 1:
            raise Invalid(text=f"A message has one of: {', '.join(KINDS)}.")
        return {**self._kind(chosen[0], store), **self._context(answered)}

    def _kind(self, kind: str, store: Store) -> Fields:
        part = getattr(self, kind)
        if isinstance(part, File):
            return part.fields(kind, store)
        if isinstance(part, Place | Card | Poll):
            return part.fields()
        return {"type": "chat", "body": self.text}

    def _context(self, answered: Message | None) -> Fields:
        context: Fields = {}
        if answered:
            context["quotedStanzaID"] = answered.id
            context["quotedParticipant"] = author_of(answered)
            context["quotedMsg"] = {"type": answered.type, "body": answered.body}
        if self.mentions:
            context["mentionedJidList"] = [
                person(it, "mentions") for it in self.mentions
            ]
        if self.view_once:
            context["isViewOnce"] = True
        return context
