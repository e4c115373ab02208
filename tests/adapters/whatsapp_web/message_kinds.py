"""A message of every kind: how it goes out or comes in, and what it is on the phone."""

from pathlib import Path
from typing import Any

from domain.whatsapp import Content, MediaFile, Outgoing
from tests.adapters.whatsapp_web.contract import FRIEND, text
from tests.adapters.whatsapp_web.message_phones import PICTURE

FRIENDS_JID = f"{FRIEND}@s.whatsapp.net"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Bea\nTEL;waid=34600333444:+34600333444\nEND:VCARD"

OUTGOING: dict[str, tuple[Content, str | None, str, dict[str, Any]]] = {
    "image": (
        {"imageMessage": {"url": "https://x/1", "caption": "look"}},
        "image/png",
        "image",
        {"caption": "look", "mimetype": "image/png", "size": len(PICTURE)},
    ),
    "image without a caption": (
        {"imageMessage": {"url": "https://x/1"}},
        "image/png",
        "image",
        {"mimetype": "image/png", "fileName": "a file.bin"},
    ),
    "view once": (
        {"imageMessage": {"url": "https://x/1", "viewOnce": True}},
        "image/png",
        "image",
        {"viewOnce": True},
    ),
    "video": (
        {"videoMessage": {"url": "https://x/1", "caption": "watch"}},
        "video/mp4",
        "video",
        {"caption": "watch", "mimetype": "video/mp4"},
    ),
    "voice note": (
        {"audioMessage": {"url": "https://x/1", "ptt": True}},
        "audio/ogg; codecs=opus",
        "ptt",
        {"mimetype": "audio/ogg; codecs=opus"},
    ),
    "other audio": (
        {"audioMessage": {"url": "https://x/1", "ptt": True}},
        "audio/mpeg",
        "audio",
        {"mimetype": "audio/mpeg"},
    ),
    "document": (
        {"documentMessage": {"url": "u", "fileName": "bill.pdf", "caption": "pay"}},
        "application/pdf",
        "document",
        {"caption": "pay", "fileName": "bill.pdf", "mimetype": "application/pdf"},
    ),
    "sticker": (
        {"stickerMessage": {"url": "https://x/1"}},
        "image/webp",
        "sticker",
        {"mimetype": "image/webp"},
    ),
    "contact": (
        {"contactMessage": {"displayName": "Bea", "vcard": CARD}},
        None,
        "vcard",
        {"vcard": CARD},
    ),
    "contacts": (
        {"contactsArrayMessage": {"contacts": [{"displayName": "B", "vcard": CARD}]}},
        None,
        "multi_vcard",
        {"vcards": [CARD]},
    ),
    "location": (
        {
            "locationMessage": {
                "degreesLatitude": 0.0,
                "degreesLongitude": -3.7,
                "name": "Home",
                "address": "Street 1",
            }
        },
        None,
        "location",
        {"latitude": 0, "longitude": -3.7, "name": "Home", "address": "Street 1"},
    ),
    "poll": (
        {
            "pollCreationMessage": {
                "name": "When?",
                "options": [{"optionName": "Now"}, {"optionName": "Later"}],
                "selectableOptionsCount": 1,
            }
        },
        None,
        "poll_creation",
        {"question": "When?", "options": ["Now", "Later"], "multiSelect": False},
    ),
    "text with a preview of our own": (
        {
            "extendedTextMessage": {
                "text": "see https://example.org/a",
                "matchedText": "https://example.org/a",
                "title": "Ours",
            }
        },
        None,
        "chat",
        {"link": {"title": "Ours", "matchedText": "https://example.org/a"}},
    ),
    "text with mentions": (
        {
            "extendedTextMessage": {
                "text": f"hey @{FRIEND}",
                "contextInfo": {"mentionedJid": [FRIENDS_JID]},
            }
        },
        None,
        "chat",
        {"mentions": [FRIENDS_JID]},
    ),
}

INCOMING: dict[str, tuple[dict[str, Any], Content, bytes | None]] = {
    "image": (
        {"image": {"caption": "look", "mimetype": "image/png"}},
        {"imageMessage": {"caption": "look", "mimetype": "image/png"}},
        PICTURE,
    ),
    "video": (
        {"video": {"mimetype": "video/mp4"}, "viewOnce": True},
        {"videoMessage": {"mimetype": "video/mp4", "viewOnce": True}},
        PICTURE,
    ),
    "voice note": (
        {"audio": {}},
        {"audioMessage": {"mimetype": "audio/ogg; codecs=opus", "ptt": True}},
        PICTURE,
    ),
    "document": (
        {"document": {"fileName": "bill.pdf", "mimetype": "application/pdf"}},
        {"documentMessage": {"fileName": "bill.pdf", "mimetype": "application/pdf"}},
        PICTURE,
    ),
    "sticker": (
        {"sticker": {}},
        {"stickerMessage": {"mimetype": "image/webp"}},
        PICTURE,
    ),
    "location": (
        {"location": {"latitude": 40.4, "longitude": -3.7, "name": "Madrid"}},
        {
            "locationMessage": {
                "degreesLatitude": 40.4,
                "degreesLongitude": -3.7,
                "name": "Madrid",
            }
        },
        None,
    ),
    "contact": (
        {"contact": {"name": "Bea", "phone": "34600333444"}},
        {"contactMessage": {"displayName": "Bea"}},
        None,
    ),
    "poll": (
        {"poll": {"question": "When?", "options": ["Now", "Later"]}},
        {
            "pollCreationMessage": {
                "name": "When?",
                "options": [{"optionName": "Now"}, {"optionName": "Later"}],
                "selectableOptionsCount": 1,
            }
        },
        None,
    ),
}

POLL = OUTGOING["poll"][0]


def kind_of(content: Content) -> tuple[str, dict[str, Any]]:
    [(kind, part)] = content.items()
    assert isinstance(part, dict)
    return kind, part


def an_answer_to(message_id: str) -> Content:
    context: Content = {"stanzaId": message_id}
    return {"extendedTextMessage": {"text": "fine", "contextInfo": dict(context)}}


def outgoing(content: Content, file: MediaFile | None = None) -> Outgoing:
    return text().model_copy(update={"content": content, "file": file})


def file_at(path: Path, mimetype: str = "image/png") -> MediaFile:
    return MediaFile(path=path, mimetype=mimetype, name="a file.bin")
