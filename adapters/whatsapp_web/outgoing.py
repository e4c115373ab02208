"""Which call of wa-js sends which kind of message. A new kind is a line in KINDS."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic import JsonValue

from adapters.whatsapp_web.jids import to_page
from domain.whatsapp import Content, MediaFile, Outgoing, SendRefused

Part: TypeAlias = Mapping[str, Any]
"""The inside of a content: what is under its one name."""

WEB_ADDRESS = re.compile(r"https?://\S", re.IGNORECASE)
VOICE = re.compile(r"audio/ogg\b")
"""What phones play as a voice note; other audio goes out as an ordinary audio file."""


@dataclass(frozen=True)
class WaCall:
    """``WPP.chat[function](chat, ...arguments, options)``.

    Of a function that sends a file, the file is the one argument. ``preview`` has the
    page ask WhatsApp first for what is at the address in the text.
    """

    function: str
    arguments: list[JsonValue] = field(default_factory=list)
    options: dict[str, JsonValue] = field(default_factory=dict)
    preview: bool = False


def order_for(message: Outgoing) -> dict[str, JsonValue]:
    """What the page is to do. Raises SendRefused for what can't be sent."""
    kind, part = _kind_of(message.content)
    call = KINDS[kind](part, message.file)
    context = part.get("contextInfo") or {}
    options = dict(call.options)
    if mentioned := context.get("mentionedJid"):
        options["mentionedList"] = [to_page(jid) for jid in mentioned]
    return {
        "to": to_page(message.key.remote_jid),
        "id": message.key.id,
        "call": {
            "function": call.function,
            "arguments": call.arguments,
            "options": options,
            "preview": call.preview,
        },
        "quoted": _quoted(context),
    }


def _kind_of(content: Content) -> tuple[str, Part]:
    for kind, part in content.items():
        if kind in KINDS:
            return kind, part if isinstance(part, dict) else {"text": part}
    kinds = ", ".join(content) or "an empty one"
    raise SendRefused(f"This kind of message can't be sent: {kinds}.")


def _quoted(context: Part) -> JsonValue:
    if "stanzaId" not in context:
        return None
    author = context.get("participant")
    return {
        "id": context["stanzaId"],
        "participant": to_page(author) if author else None,
    }


def _text(part: Part, _: MediaFile | None) -> WaCall:
    text = part.get("text")
    if not isinstance(text, str) or not text:
        raise SendRefused("The text of a message can't be empty.")
    if preview := {it: part[it] for it in PREVIEW_FIELDS if it in part}:
        shown = {"canonicalUrl": preview.get("matchedText"), **preview, **LINK}
        return WaCall("sendRawMessage", [{"type": "chat", "body": text, **shown}])
    asks = WEB_ADDRESS.search(text) is not None
    return WaCall("sendTextMessage", [text], preview=asks)


def _file(type_: str) -> Callable[[Part, MediaFile | None], WaCall]:
    def call(part: Part, file: MediaFile | None) -> WaCall:
        if file is None:
            raise SendRefused(f"The file of this {type_} is missing.")
        options: dict[str, JsonValue] = {
            "type": type_,
            "filename": part.get("fileName") or file.name,
            "mimetype": file.mimetype,
        }
        if caption := part.get("caption"):
            options["caption"] = caption
        if part.get("viewOnce"):
            options["isViewOnce"] = True
        if type_ == "audio":
            options["isPtt"] = bool(part.get("ptt") and VOICE.match(file.mimetype))
        return WaCall("sendFileMessage", options=options)

    return call


def _contact(part: Part, _: MediaFile | None) -> WaCall:
    """As it is: wa-js's own function would write a card of its own."""
    card = {"vcardFormattedName": part["displayName"], "body": part["vcard"]}
    return WaCall("sendRawMessage", [{"type": "vcard", **card}])


def _contacts(part: Part, _: MediaFile | None) -> WaCall:
    return WaCall(
        "sendRawMessage", [{"type": "multi_vcard", "vcardList": part["contacts"]}]
    )


def _location(part: Part, _: MediaFile | None) -> WaCall:
    options = {
        "lat": part["degreesLatitude"],
        "lng": part["degreesLongitude"],
        "name": part.get("name"),
        "address": part.get("address"),
    }
    return WaCall("sendLocationMessage", options=options)


def _poll(part: Part, _: MediaFile | None) -> WaCall:
    names = [option["optionName"] for option in part["options"]]
    return WaCall(
        "sendCreatePollMessage",
        [part["name"], names],
        {"selectableCount": part.get("selectableOptionsCount", 0)},
    )


PREVIEW_FIELDS = ("matchedText", "canonicalUrl", "title", "description")
LINK = {"subtype": "url", "richPreviewType": 0, "doNotPlayInline": True}

KINDS: Mapping[str, Callable[[Part, MediaFile | None], WaCall]] = {
    "conversation": _text,
    "extendedTextMessage": _text,
    "imageMessage": _file("image"),
    "videoMessage": _file("video"),
    "audioMessage": _file("audio"),
    "documentMessage": _file("document"),
    "stickerMessage": _file("sticker"),
    "contactMessage": _contact,
    "contactsArrayMessage": _contacts,
    "locationMessage": _location,
    "pollCreationMessage": _poll,
}
