"""What a message says, from the fields that a page gives it to what the phone shows.

The names are those of the phone's own requests: what is shown of a message could be
sent back in.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from pydantic import JsonValue

from adapters.whatsapp_web.sandbox.addresses import contract_form

Fields: TypeAlias = Mapping[str, Any]
"""A message as a page has it: ``type`` and what such a message has."""

Content: TypeAlias = dict[str, JsonValue]

MEDIA = frozenset({"image", "video", "audio", "ptt", "document", "sticker"})


def content_of(message: Fields) -> Content:
    """Without what it does not have."""
    shown = {
        **_file(message),
        **KINDS.get(message.get("type", "chat"), _nothing)(message),
        "quoted": message.get("quotedStanzaID"),
        "mentions": _contract_forms(message.get("mentionedJidList")),
        "viewOnce": message.get("isViewOnce") or None,
    }
    return {it: value for it, value in shown.items() if value is not None}


def body_of(message: Fields) -> str:
    """What a person would call the text of it."""
    kind = message.get("type")
    if kind in MEDIA:
        return _caption(message) or ""
    name = {"poll_creation": "pollName", "vcard": "vcardFormattedName"}.get(
        str(kind), "body"
    )
    return str(message.get(name) or "")


def _file(message: Fields) -> Content:
    if message.get("type") not in MEDIA:
        return {}
    return {
        "caption": _caption(message),
        "fileName": message.get("filename"),
        "mimetype": message.get("mimetype"),
        "size": message.get("size"),
        "media": message.get("directPath"),
    }


def _caption(message: Fields) -> str | None:
    """WhatsApp Web gives a file without a caption its name as one."""
    caption = message.get("caption")
    named = caption == message.get("filename") and not message.get("isCaptionByUser")
    return None if named else caption


def _text(message: Fields) -> Content:
    """With the preview of a link, if WhatsApp Web found one."""
    names = ("title", "description", "matchedText")
    link: Content = {it: message.get(it) for it in names if message.get(it)}
    return {"link": link or None}


def _card(message: Fields) -> Content:
    return {"vcard": message.get("body")}


def _cards(message: Fields) -> Content:
    return {"vcards": [it.get("vcard") for it in message.get("vcardList", ())]}


def _place(message: Fields) -> Content:
    name, _, address = str(message.get("loc") or "").partition("\n")
    return {
        "latitude": message.get("lat"),
        "longitude": message.get("lng"),
        "name": name or None,
        "address": address or None,
    }


def _poll(message: Fields) -> Content:
    return {
        "question": message.get("pollName"),
        "options": [it.get("name") for it in message.get("pollOptions", ())],
        "multiSelect": message.get("pollSelectableOptionsCount") != 1,
    }


def _nothing(_: Fields) -> Content:
    return {}


def _contract_forms(wids: Sequence[str] | None) -> JsonValue:
    return [contract_form(it) for it in wids] if wids else None


KINDS: Mapping[str, Callable[[Fields], Content]] = {
    "chat": _text,
    "vcard": _card,
    "multi_vcard": _cards,
    "location": _place,
    "poll_creation": _poll,
}
