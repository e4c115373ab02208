"""Every kind of message that the contract knows, from its keys to what is accepted."""

from typing import Any

from entrypoints.program import Program
from tests.entrypoints.http.customers import Bearer, Customer, link

TO = "+34600111333"
JID = "34600111333@s.whatsapp.net"
URL = "https://example.com/file"
CONTEXT = {"contextInfo": {"mentionedJid": [JID]}}
PLACE = {"latitude": "40.4", "longitude": -3.7, "name": None, "address": "Sol 1"}


def accepted(key: Bearer, program: Program, body: dict[str, Any]) -> Any:
    answer = key.post("/send-message", json={"to": TO, **body})
    assert answer.status_code == 200, answer.text
    return program.messages.all.get(answer.json()["data"]["msgId"]).content


KINDS: list[tuple[dict[str, Any], object]] = [
    (
        {"text": "Hi @34600111333", "mentions": ["34600111333@c.us"]},
        {"extendedTextMessage": {"text": "Hi @34600111333", **CONTEXT}},
    ),
    (
        {"imageUrl": URL, "text": "The shop", "viewOnce": True},
        {"imageMessage": {"url": URL, "caption": "The shop", "viewOnce": True}},
    ),
    ({"videoUrl": URL}, {"videoMessage": {"url": URL}}),
    (
        {"documentUrl": URL, "fileName": "bill.pdf"},
        {"documentMessage": {"url": URL, "fileName": "bill.pdf"}},
    ),
    ({"audioUrl": URL}, {"audioMessage": {"url": URL, "ptt": True}}),
    ({"stickerUrl": URL}, {"stickerMessage": {"url": URL}}),
    (
        {"location": PLACE},
        {
            "locationMessage": {
                "degreesLatitude": 40.4,
                "degreesLongitude": -3.7,
                "address": "Sol 1",
            }
        },
    ),
    (
        {"poll": {"question": "When?", "options": ["Now", 7], "multiSelect": True}},
        {
            "pollCreationMessage": {
                "name": "When?",
                "options": [{"optionName": "Now"}, {"optionName": "7"}],
                "selectableOptionsCount": 0,
            }
        },
    ),
]


def test_the_kind_follows_from_the_keys(key: Bearer, program: Program) -> None:
    for body, content in KINDS:
        assert accepted(key, program, body) == content


def test_a_contact_is_a_card(key: Bearer, program: Program) -> None:
    body = {"contact": {"name": "Luis", "phone": 34600111333}}

    card = accepted(key, program, body)["contactMessage"]

    assert card["displayName"] == "Luis"
    assert "waid=34600111333" in card["vcard"]


def test_a_reply_names_what_it_answers(key: Bearer, program: Program) -> None:
    first = key.post("/send-message", json={"to": TO, "text": "Hello"}).json()["data"]
    answered = program.messages.all.get(first["msgId"]).key

    content = accepted(key, program, {"text": "Me", "replyTo": str(first["msgId"])})

    context = content["extendedTextMessage"]["contextInfo"]
    assert context["stanzaId"] == answered.id


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"imageUrl": "file:///etc/passwd"}, "imageUrl"),
    ({"imageUrl": URL, "videoUrl": URL}, "videoUrl"),
    ({"contact": {"name": "Luis"}}, "contact.phone"),
    ({"contact": {"name": "Luis", "phone": "me"}}, "contact.phone"),
    ({"contact": "Luis"}, "contact"),
    ({"location": {"latitude": "north", "longitude": 1}}, "location.latitude"),
    ({"location": {"latitude": 1}}, "location.longitude"),
    ({"location": {"latitude": None, "longitude": 1}}, "location.latitude"),
    ({"location": {"latitude": True, "longitude": 1}}, "location.latitude"),
    ({"poll": {"question": "?", "options": ["a"]}}, "poll.options"),
    ({"poll": {"options": ["a", "b"]}}, "poll.question"),
    ({"text": "Hi", "mentions": ["nobody"]}, "mentions"),
    ({"text": "Hi", "mentions": JID}, "mentions"),
    ({"text": "Hi", "replyTo": 4711}, "replyTo"),
    ({"text": "Hi", "replyTo": "3EB0"}, "replyTo"),
    ({"text": "Hi", "viewOnce": True}, "viewOnce"),
    ({"to": "123456@newsletter", "imageUrl": URL}, "imageUrl"),
]


def test_what_can_not_be_sent_is_named_as_the_client_wrote_it(key: Bearer) -> None:
    for body, field in WRONG:
        answer = key.post("/send-message", json={"to": TO, **body})

        assert answer.status_code == 422, body
        assert list(answer.json()["errors"]) == [field]


def test_another_sessions_message_can_not_be_answered(
    key: Bearer, bob: Customer, program: Program
) -> None:
    mine = key.post("/send-message", json={"to": TO, "text": "Hello"}).json()["data"]
    theirs = bob.session()
    link(program, theirs)

    body = {"to": TO, "text": "Me", "replyTo": mine["msgId"]}
    answer = bob.key(theirs).post("/send-message", json=body)

    assert list(answer.json()["errors"]) == ["replyTo"]
