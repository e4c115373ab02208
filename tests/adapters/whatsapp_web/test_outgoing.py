"""What is asked of wa-js for each kind of message."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from adapters.whatsapp_web.outgoing import order_for
from domain.whatsapp import Content, MediaFile, MessageKey, Outgoing, SendRefused

KEY = MessageKey(id="3EB0", remote_jid="34600999888@s.whatsapp.net", from_me=True)
OGG = MediaFile(path=Path("/x"), mimetype="audio/ogg; codecs=opus", name="voice.ogg")


def order(content: Content, file: MediaFile | None = None) -> Any:
    return order_for(Outgoing(key=KEY, content=content, file=file))


def test_a_text_is_one_call_of_wa_js() -> None:
    assert order({"conversation": "hi"}) == {
        "to": "34600999888@c.us",
        "id": "3EB0",
        "call": {
            "function": "sendTextMessage",
            "arguments": ["hi"],
            "options": {},
            "preview": False,
        },
        "quoted": None,
    }


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("see https://example.org", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("example.org", False),
        ("https:// is how it begins", False),
    ],
)
def test_only_for_an_address_whatsapp_is_asked_for_a_preview(
    text: str, *, asks: bool
) -> None:
    assert order({"conversation": text})["call"]["preview"] is asks


def test_addresses_are_in_the_pages_form() -> None:
    context: dict[str, JsonValue] = {
        "stanzaId": "3A",
        "participant": "1@s.whatsapp.net",
        "mentionedJid": ["2@s.whatsapp.net"],
    }
    asked = order({"extendedTextMessage": {"text": "hi", "contextInfo": context}})

    assert asked["quoted"] == {"id": "3A", "participant": "1@c.us"}
    assert asked["call"]["options"] == {"mentionedList": ["2@c.us"]}


@pytest.mark.parametrize(
    ("mimetype", "voice"),
    [("audio/ogg; codecs=opus", True), ("audio/ogg", True), ("audio/mpeg", False)],
)
def test_only_what_phones_play_as_one_goes_out_as_a_voice_note(
    mimetype: str, *, voice: bool
) -> None:
    file = OGG.model_copy(update={"mimetype": mimetype})
    asked = order({"audioMessage": {"url": "u", "ptt": True}}, file)

    assert asked["call"]["options"]["isPtt"] is voice


def test_the_name_in_the_content_is_the_one_that_is_seen() -> None:
    content: Content = {"documentMessage": {"url": "u", "fileName": "bill.pdf"}}

    assert order(content, OGG)["call"]["options"]["filename"] == "bill.pdf"


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"hologram": {}},
        {"conversation": ""},
        {"extendedTextMessage": {}},
        {"imageMessage": {"url": "u"}},
    ],
)
def test_what_can_not_be_sent_is_refused(content: Content) -> None:
    with pytest.raises(SendRefused):
        order(content)
