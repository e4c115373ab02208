from datetime import UTC, datetime
from typing import Any

import pytest

from domain.whatsapp import Ack, Sent
from entrypoints.program import Program
from tests.entrypoints.http.customers import Bearer, Customer

HELLO = {"to": "+34600111333", "text": "Hello"}
JID = "34600111333@s.whatsapp.net"


@pytest.mark.parametrize("to", ["+34600111333", 34600111333, JID, "34600111333@c.us"])
def test_a_text_is_accepted_and_stays(
    key: Bearer, program: Program, to: object
) -> None:
    answer = key.post("/send-message", json={"to": to, "text": "Hello"})

    data = answer.json()["data"]
    assert answer.status_code == 200
    assert data == {"msgId": data["msgId"], "jid": JID, "status": "in_progress"}
    assert data["msgId"] > 0
    kept = program.messages.all.get(data["msgId"])
    assert kept.content == {"conversation": "Hello"}


def test_the_kind_follows_from_the_keys_and_not_from_message_type(key: Bearer) -> None:
    nothing: dict[str, object] = {"imageUrl": None, "viewOnce": False, "mentions": []}
    body = {**HELLO, **nothing, "messageType": "image", "colour": "red"}

    assert key.post("/send-message", json=body).status_code == 200


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"text": "Hello"}, "to", "The to field is required."),
        ({"to": None, "text": "Hello"}, "to", "The to field is required."),
        ({"to": "+34600111333"}, "text", "The text field is required."),
        ({"to": "+34600111333", "text": ""}, "text", "The text field is required."),
        ({"to": "me", "text": "Hello"}, "to", None),
        ({"to": "+34600111333", "text": ["Hello"]}, "text", None),
        ({"to": {"a": 1}, "text": "Hello"}, "to", None),
        ([HELLO], "body", "The body field must be an object."),
    ],
)
def test_what_can_not_be_sent_is_named(
    key: Bearer, body: object, field: str, message: str | None
) -> None:
    answer = key.post("/send-message", json=body)

    assert answer.status_code == 422
    errors = answer.json()["errors"]
    assert list(errors) == [field]
    assert message is None or errors[field] == [message]


def test_a_session_that_is_not_connected_can_not_send(ana: Customer) -> None:
    answer = ana.key(ana.session()).post("/send-message", json=HELLO)

    assert answer.status_code == 503
    assert answer.json()["code"] == "whatsapp_session.not_connected"
    assert "retry-after" not in answer.headers
    assert "retry_after" not in answer.json()


def test_waiting_is_advised_while_a_session_connects(
    program: Program, ana: Customer
) -> None:
    made = ana.session()
    program.sessions.connect(made["id"])

    answer = ana.key(made).post("/send-message", json=HELLO)

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == str(answer.json()["retry_after"])


def test_without_a_subscription_nothing_is_sent(ana: Customer, key: Bearer) -> None:
    ana.delete("/account/subscription")

    answer = key.post("/send-message", json=HELLO)

    assert answer.status_code == 403
    assert (
        answer.json()["message"]
        == "Active subscription or trial is required to use the API"
    )


def test_what_became_of_a_message(program: Program, key: Bearer) -> None:
    message_id = key.post("/send-message", json=HELLO).json()["data"]["msgId"]
    pending = key.get(f"/messages/{message_id}/info").json()["data"]
    whatsapp = program.messages.all.get(message_id).key
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    sent = Sent(key=whatsapp, sent_at=moment, ack=Ack.READ)
    program.messages.record_outcome.sent(message_id, sent)

    read = key.get(f"/messages/{message_id}/info").json()["data"]

    assert pending["status"] == 1
    assert read == {
        "remoteJid": JID,
        "id": whatsapp.id,
        "msgId": message_id,
        "key": {"id": whatsapp.id, "fromMe": True, "remoteJid": JID},
        "message": {"conversation": "Hello"},
        "messageTimestamp": str(int(moment.timestamp())),
        "status": 4,
    }


@pytest.mark.parametrize("message_id", [0, 999, 10**30])
def test_a_message_that_is_not_there(key: Bearer, message_id: int) -> None:
    answer = key.get(f"/messages/{message_id}/info")

    assert answer.status_code == 404
    assert answer.json()["code"] == "message.not_found"


def test_the_bare_status_with_either_kind_of_token(
    ana: Customer, key: Bearer, session: dict[str, Any]
) -> None:
    path = f"/sessions/{session['id']}/status"

    answers = [key.get("/status"), key.get(path), ana.get(path)]

    assert [answer.json() for answer in answers] == [{"status": "connected"}] * 3


def test_the_linked_user(key: Bearer) -> None:
    linked = key.get("/user").json()["data"]

    assert linked["id"] == "34600111222@s.whatsapp.net"
    assert linked["name"] == "Ana's shop"


def test_nobody_is_linked_before_a_scan(ana: Customer) -> None:
    answer = ana.key(ana.session()).get("/user")

    assert answer.status_code == 503
    assert answer.json()["code"] == "whatsapp_session.not_connected"
