"""Every kind of message in the contract's shape."""

from typing import Any

import pytest

from adapters.whatsapp_web.content import content_of

MEDIA = {
    "caption": "look",
    "mimetype": "image/jpeg",
    "size": 1234,
    "filehash": "c2hh",
    "mediaKey": "a2V5",
    "directPath": "/v/t62",
}

SHAPES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "chat", "body": "hello"}, {"conversation": "hello"}),
    (
        {
            "type": "chat",
            "body": "yes @34600111222",
            "quotedStanzaID": "3A01",
            "quotedParticipant": "34600999888@c.us",
            "mentionedJidList": ["34600111222@c.us"],
        },
        {
            "extendedTextMessage": {
                "text": "yes @34600111222",
                "contextInfo": {
                    "stanzaId": "3A01",
                    "participant": "34600999888@s.whatsapp.net",
                    "mentionedJid": ["34600111222@s.whatsapp.net"],
                },
            }
        },
    ),
    (
        {"type": "image", **MEDIA},
        {
            "imageMessage": {
                "caption": "look",
                "mimetype": "image/jpeg",
                "fileLength": 1234,
                "fileSha256": "c2hh",
                "mediaKey": "a2V5",
                "directPath": "/v/t62",
            }
        },
    ),
    (
        {"type": "ptt", "mimetype": "audio/ogg", "duration": 3},
        {"audioMessage": {"mimetype": "audio/ogg", "seconds": 3, "ptt": True}},
    ),
    (
        {"type": "document", "filename": "bill.pdf"},
        {"documentMessage": {"fileName": "bill.pdf"}},
    ),
    (
        {"type": "location", "lat": 40.4, "lng": -3.7, "loc": "Madrid"},
        {
            "locationMessage": {
                "degreesLatitude": 40.4,
                "degreesLongitude": -3.7,
                "name": "Madrid",
            }
        },
    ),
    (
        {"type": "location", "lat": 0, "lng": 0},
        {"locationMessage": {"degreesLatitude": 0, "degreesLongitude": 0}},
    ),
    (
        {"type": "vcard", "vcardFormattedName": "Ana", "body": "BEGIN:VCARD"},
        {"contactMessage": {"displayName": "Ana", "vcard": "BEGIN:VCARD"}},
    ),
    (
        {
            "type": "poll_creation",
            "pollName": "When?",
            "pollOptions": ["Now", "Later"],
            "pollSelectableOptionsCount": 1,
        },
        {
            "pollCreationMessage": {
                "name": "When?",
                "options": [{"optionName": "Now"}, {"optionName": "Later"}],
                "selectableOptionsCount": 1,
            }
        },
    ),
    (
        {
            "type": "location",
            "lat": 40.4,
            "lng": -3.7,
            "loc": "Home\nStreet 1\nMadrid",
        },
        {
            "locationMessage": {
                "degreesLatitude": 40.4,
                "degreesLongitude": -3.7,
                "name": "Home",
                "address": "Street 1\nMadrid",
            }
        },
    ),
    (
        {
            "type": "chat",
            "body": "see https://example.org",
            "matchedText": "https://example.org",
            "title": "Example",
        },
        {
            "extendedTextMessage": {
                "text": "see https://example.org",
                "matchedText": "https://example.org",
                "title": "Example",
            }
        },
    ),
    (
        {
            "type": "ptt",
            "mimetype": "audio/ogg",
            "quotedStanzaID": "3A01",
            "quoted": {"type": "image", "caption": "look"},
        },
        {
            "audioMessage": {
                "mimetype": "audio/ogg",
                "ptt": True,
                "contextInfo": {
                    "stanzaId": "3A01",
                    "quotedMessage": {"imageMessage": {"caption": "look"}},
                },
            }
        },
    ),
    (
        {"type": "chat", "body": "psst", "isForwarded": True},
        {
            "extendedTextMessage": {
                "text": "psst",
                "contextInfo": {"isForwarded": True},
            }
        },
    ),
    ({"type": "revoked"}, {"protocolMessage": {"type": "REVOKE"}}),
    ({"type": "hologram"}, {"unsupportedMessage": {"type": "hologram"}}),
]


@pytest.mark.parametrize(("described", "content"), SHAPES)
def test_the_contract_has_a_shape_for_it(
    described: dict[str, Any], content: dict[str, Any]
) -> None:
    assert content_of(described) == content


@pytest.mark.parametrize("kind", ["ciphertext", "gp2", "poll_update", "reaction"])
def test_notices_are_no_messages(kind: str) -> None:
    assert content_of({"type": kind}) is None
