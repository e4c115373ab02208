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
        "ciphertext",  # comes again when it has been decrypted
        "e2e_notification",
        "gp2",
        "notification",
        "notification_template",
        "protocol",
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
    context = _context(message)
    text: JsonValue = message.get("body", "")
    if not context:
        return {"conversation": text}
    return {"extendedTextMessage": {"text": text, **context}}


def _media(name: str) -> Callable[[Described], Content]:
    def shape(message: Described) -> Content:
        return {name: {**_picked(message, MEDIA_FIELDS), **_context(message)}}

    return shape


def _voice(message: Described) -> Content:
    return {"audioMessage": {**_picked(message, MEDIA_FIELDS), "ptt": True}}


def _location(message: Described) -> Content:
    return {"locationMessage": _picked(message, LOCATION_FIELDS)}


def _contact(message: Described) -> Content:
    card = {
        "displayName": message.get("vcardFormattedName", ""),
        "vcard": message.get("body", ""),
    }
    return {"contactMessage": card}


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
    if quoted := message.get("quotedStanzaID"):
        info["stanzaId"] = quoted
    if author := message.get("quotedParticipant"):
        info["participant"] = to_contract(author)
    if mentioned := message.get("mentionedJidList"):
        info["mentionedJid"] = [to_contract(wid) for wid in mentioned]
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
    "loc": "name",
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
    "ptt": _voice,
    "document": _media("documentMessage"),
    "sticker": _media("stickerMessage"),
    "location": _location,
    "vcard": _contact,
    "multi_vcard": _contacts,
    "poll_creation": _poll,
    "revoked": _revoked,
}
