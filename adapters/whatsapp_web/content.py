"""What a message of WhatsApp Web says, in the contract's shape.

``Described`` is what ``hooks/messages.js`` tells of a message: its ``type`` and those
of the fields below that it has. Kinds that are not mapped come out as
``{"unsupportedMessage": {"type": ...}}``: the receiver learns that something was there.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from pydantic import JsonValue

from adapters.whatsapp_web.jids import to_contract
from domain.whatsapp import Content

Described: TypeAlias = Mapping[str, Any]

NOT_MESSAGES = frozenset(
    {
        "broadcast_notification",
        "call_log",
        "ciphertext",  # comes again when it has been decrypted
        "e2e_notification",
        "gp2",
        "notification",
        "notification_template",
        "pinned_message",
        "poll_update",  # votes and reactions are told as such
        "protocol",
        "reaction",
    }
)


def content_of(message: Described) -> Content | None:
    """None for what is no message of a person: notices, not yet decrypted ones."""
    kind = message["type"]
    if kind in NOT_MESSAGES:
        return None
    shape = KINDS.get(kind, _unsupported)
    return shape(message)


def _text(message: Described) -> Content:
    more = {**_picked(message, LINK_FIELDS), **_context(message)}
    text: JsonValue = message.get("body", "")
    if not more:
        return {"conversation": text}
    return {"extendedTextMessage": {"text": text, **more}}


def _media(name: str, **always: JsonValue) -> Callable[[Described], Content]:
    def shape(message: Described) -> Content:
        file = _picked(message, MEDIA_FIELDS)
        return {name: {**file, **always, **_context(message)}}

    return shape


def _location(message: Described) -> Content:
    """WhatsApp Web has the name and the address of a place in two lines of one text."""
    name, _, address = (message.get("loc") or "").partition("\n")
    named = _picked({"loc": name, "address": address}, PLACE_FIELDS)
    degrees = _picked(message, LOCATION_FIELDS)
    return {"locationMessage": {**degrees, **named, **_context(message)}}


def _contact(message: Described) -> Content:
    card = {
        "displayName": message.get("vcardFormattedName", ""),
        "vcard": message.get("body", ""),
    }
    return {"contactMessage": {**card, **_context(message)}}


def _contacts(message: Described) -> Content:
    return {"contactsArrayMessage": {"contacts": message.get("vcardList", [])}}


def _poll(message: Described) -> Content:
    options = [{"optionName": option} for option in message.get("pollOptions", [])]
    poll = _picked(message, POLL_FIELDS)
    return {"pollCreationMessage": {**poll, "options": list[JsonValue](options)}}


def _revoked(_: Described) -> Content:
    return {"protocolMessage": {"type": "REVOKE"}}


def _unsupported(message: Described) -> Content:
    return {"unsupportedMessage": {"type": message["type"]}}


def _context(message: Described) -> dict[str, JsonValue]:
    """What the message refers to: the one it answers, the people it mentions."""
    info: dict[str, JsonValue] = {}
    if answered := message.get("quotedStanzaID"):
        info["stanzaId"] = answered
    if author := message.get("quotedParticipant"):
        info["participant"] = to_contract(author)
    if (quoted := message.get("quoted")) and (content := content_of(quoted)):
        info["quotedMessage"] = dict(content)
    if mentioned := message.get("mentionedJidList"):
        info["mentionedJid"] = [to_contract(wid) for wid in mentioned]
    if message.get("isForwarded"):
        info["isForwarded"] = True
    return {"contextInfo": info} if info else {}


def _picked(message: Described, fields: Mapping[str, str]) -> dict[str, JsonValue]:
    """Without what is empty; zero is not, it is a place at sea."""
    told = {name: message.get(field) for field, name in fields.items()}
    return {
        name: value
        for name, value in told.items()
        if value is not None and value is not False and value != ""
    }


MEDIA_FIELDS = {
    "mimetype": "mimetype",
    "caption": "caption",
    "filename": "fileName",
    "size": "fileLength",
    "duration": "seconds",
    "width": "width",
    "height": "height",
    "filehash": "fileSha256",
    "encFilehash": "fileEncSha256",
    "mediaKey": "mediaKey",
    "directPath": "directPath",
    "isViewOnce": "viewOnce",
    "isGif": "gifPlayback",
}

LOCATION_FIELDS = {
    "lat": "degreesLatitude",
    "lng": "degreesLongitude",
}

PLACE_FIELDS = {"loc": "name", "address": "address"}

LINK_FIELDS = {
    "matchedText": "matchedText",
    "canonicalUrl": "canonicalUrl",
    "title": "title",
    "description": "description",
}

POLL_FIELDS = {
    "pollName": "name",
    "pollSelectableOptionsCount": "selectableOptionsCount",
}

KINDS: Mapping[str, Callable[[Described], Content]] = {
    "chat": _text,
    "image": _media("imageMessage"),
    "video": _media("videoMessage"),
    "audio": _media("audioMessage"),
    "ptt": _media("audioMessage", ptt=True),
    "ptv": _media("ptvMessage"),
    "document": _media("documentMessage"),
    "sticker": _media("stickerMessage"),
    "location": _location,
    "vcard": _contact,
    "multi_vcard": _contacts,
    "poll_creation": _poll,
    "revoked": _revoked,
}
