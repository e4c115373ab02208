"""What people write on their phones, and do to messages, over real HTTP."""

import base64
from typing import Any

import httpx
import pytest

from tests.adapters.sandbox.pages import ANA, BEA
from tests.adapters.sandbox.streams import scan

FROM_BEA = {"phone": ANA, "from": BEA}
FILE = base64.b64encode(b"bytes").decode()


def say(phone: httpx.Client, **said: object) -> str:
    answer = phone.post("/phone/incoming", json={**FROM_BEA, **said})
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


def written(phone: httpx.Client) -> dict[str, Any]:
    last: dict[str, Any] = phone.get("/phone/state").json()["written"][-1]
    return last


@pytest.fixture
def linked_phone(phone: httpx.Client) -> httpx.Client:
    scan(phone, ANA)
    return phone


@pytest.mark.parametrize(
    ("said", "kind", "content"),
    [
        ({"text": "hi"}, "chat", {}),
        ({"image": {"base64": FILE}}, "image", {"mimetype": "image/jpeg", "size": 5}),
        (
            {"image": {"base64": f"data:image/png;base64,{FILE}", "caption": "look"}},
            "image",
            {"mimetype": "image/png", "caption": "look"},
        ),
        ({"audio": {"base64": FILE}}, "ptt", {}),
        ({"audio": {"base64": FILE, "voice": False}}, "audio", {}),
        (
            {"document": {"base64": FILE, "fileName": "bill.pdf"}},
            "document",
            {"fileName": "bill.pdf"},
        ),
        (
            {"location": {"latitude": 0, "longitude": 0, "name": "Null Island"}},
            "location",
            {"latitude": 0, "longitude": 0, "name": "Null Island"},
        ),
        ({"contact": {"name": "Bea", "phone": BEA}}, "vcard", {}),
        (
            {"poll": {"question": "When?", "options": ["a", "b"]}},
            "poll_creation",
            {"options": ["a", "b"], "multiSelect": False},
        ),
        (
            {"text": "hey", "mentions": [ANA], "viewOnce": True},
            "chat",
            {"mentions": [f"{ANA}@s.whatsapp.net"], "viewOnce": True},
        ),
    ],
)
def test_every_kind_is_shown_with_what_it_says(
    linked_phone: httpx.Client, said: dict[str, Any], kind: str, content: dict[str, Any]
) -> None:
    say(linked_phone, **said)

    shown = written(linked_phone)
    assert shown["type"] == kind
    assert shown["content"].items() >= content.items()


def test_what_was_uploaded_can_be_sent_and_fetched(linked_phone: httpx.Client) -> None:
    upload = {"file": ("me.png", b"bytes", "image/png")}
    file = linked_phone.post("/phone/media", files=upload).json()
    assert (file["mimetype"], file["fileName"], file["size"]) == (
        "image/png",
        "me.png",
        5,
    )
    say(linked_phone, image={**file, "caption": "look"})

    content = written(linked_phone)["content"]
    assert content["caption"] == "look"
    assert linked_phone.get(content["media"]).content == b"bytes"


def test_a_file_can_be_gone(linked_phone: httpx.Client) -> None:
    message_id = say(linked_phone, image={"base64": FILE})
    address = written(linked_phone)["content"]["media"]
    linked_phone.post("/phone/forget_media", json={"phone": ANA, "id": message_id})

    assert linked_phone.get(address).status_code == 404


def test_an_answer_names_the_message(linked_phone: httpx.Client) -> None:
    asked = say(linked_phone, text="how are you?")
    say(linked_phone, text="well?", reply=asked)

    assert written(linked_phone)["content"]["quoted"] == asked


def test_a_message_is_edited_reacted_to_and_deleted(linked_phone: httpx.Client) -> None:
    message = {"phone": ANA, "id": say(linked_phone, text="helo")}
    linked_phone.post("/phone/edit", json={**message, "text": "hello"})
    linked_phone.post("/phone/reaction", json={**message, "text": "+"})
    shown = written(linked_phone)
    assert (shown["body"], shown["edits"]) == ("hello", ["helo"])
    assert shown["reactions"] == {f"{ANA}@s.whatsapp.net": "+"}

    linked_phone.post("/phone/revoke", json=message)
    assert written(linked_phone)["revoked"] is True


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("incoming", {}, 422),
        ("incoming", {"text": "a", "image": {"base64": FILE}}, 422),
        ("incoming", {"image": {}}, 422),
        ("incoming", {"image": {"base64": "no base64!"}}, 422),
        ("incoming", {"image": {"media": "/wa/media/none"}}, 422),
        ("incoming", {"image": {"url": "http://x"}}, 400),
        ("incoming", {"text": "a", "reply": "3A00"}, 404),
        ("incoming", {"location": {"latitude": 91, "longitude": 0}}, 400),
        ("incoming", {"poll": {"question": "?", "options": ["one"]}}, 400),
        ("edit", {"id": "3A00", "text": "x"}, 404),
        ("vote", {"id": "3A00", "options": []}, 404),
    ],
)
def test_what_is_wrong_is_said(
    linked_phone: httpx.Client, path: str, body: dict[str, Any], status: int
) -> None:
    answer = linked_phone.post(f"/phone/{path}", json={**FROM_BEA, **body})

    assert answer.status_code == status, answer.text
    assert answer.json()["error"]
