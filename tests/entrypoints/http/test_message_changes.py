"""Editing, deleting, reacting and resending: done on WhatsApp, then in the log."""

from typing import Any

import pytest

from domain.whatsapp import MessageKey
from entrypoints.program import Program
from tests.entrypoints.http.customers import Bearer, Customer, link
from tests.entrypoints.http.whatsapp import FRIEND, PHONE, LinkedPage

HELLO = {"to": "+34600111333", "text": "Hello"}


def sent(key: Bearer, linked: LinkedPage) -> int:
    """The msgId of a text that WhatsApp has."""
    message_id: int = key.post("/send-message", json=HELLO).json()["data"]["msgId"]
    linked.deliver(message_id)
    return message_id


def received(linked: LinkedPage, program: Program) -> int:
    """The msgId of a text of somebody else."""
    whatsapp = linked.receive("Hello")
    found = program.messages.record_seen.find(linked.session_id, whatsapp)
    assert found is not None
    return found


def test_a_text_is_edited(key: Bearer, linked: LinkedPage, program: Program) -> None:
    message_id = sent(key, linked)

    answer = key.put(f"/messages/{message_id}", json={"text": "Hello again"})

    kept = program.messages.all.get(message_id)
    assert answer.status_code == 200
    assert answer.json()["data"] == {
        "remoteJid": "34600111333@s.whatsapp.net",
        "id": kept.key.id,
        "msgId": message_id,
        "key": {
            "id": kept.key.id,
            "fromMe": True,
            "remoteJid": "34600111333@s.whatsapp.net",
        },
        "message": {"conversation": "Hello again"},
        "messageTimestamp": answer.json()["data"]["messageTimestamp"],
        "status": 2,
    }
    assert kept.content == {"conversation": "Hello again"}
    assert linked.servers.sent[kept.key.id].content == kept.content
    assert key.get(f"/messages/{message_id}/info").json() == answer.json()


def test_a_message_is_deleted_for_everyone(
    key: Bearer, linked: LinkedPage, program: Program
) -> None:
    message_id = sent(key, linked)

    answers = [key.delete(f"/messages/{message_id}") for _ in range(2)]

    kept = program.messages.all.get(message_id)
    assert answers[0].json() == {
        "success": True,
        "message": "The message was deleted for everyone.",
    }
    assert kept.revoked
    assert linked.servers.sent[kept.key.id].revoked


def test_a_reaction_is_sent_and_taken_back(
    key: Bearer, linked: LinkedPage, program: Program
) -> None:
    message_id = received(linked, program)
    path = f"/messages/{message_id}/reaction"
    whatsapp = program.messages.all.get(message_id).key

    assert key.post(path, json={"text": "👍"}).status_code == 200
    assert linked.servers.reactions[PHONE, whatsapp.id] == "👍"
    assert key.post(path, json={"text": ""}).status_code == 200
    assert linked.servers.reactions[PHONE, whatsapp.id] == ""


def test_a_failed_message_is_resent(key: Bearer, program: Program) -> None:
    data = key.post("/send-message", json=HELLO).json()["data"]
    path = f"/messages/{data['msgId']}/resend"
    program.messages.record_outcome.failed(data["msgId"], reason="no such number")

    again, too_often = key.post(path), key.post(path)

    assert again.json() == {"success": True, "data": data}
    assert too_often.status_code == 409
    assert too_often.json()["code"] == "message.not_failed"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "", {"text": "Hello again"}),
        ("DELETE", "", None),
        ("POST", "/reaction", {"text": "👍"}),
    ],
)
def test_what_whatsapp_does_not_have_can_not_be_changed(
    key: Bearer, linked: LinkedPage, method: str, path: str, body: Any
) -> None:
    message_id = key.post("/send-message", json=HELLO).json()["data"]["msgId"]

    answer = key(method, f"/messages/{message_id}{path}", json=body)

    assert answer.status_code == 409
    assert answer.json()["code"] == "message.not_sent"
    assert linked.servers.sent == {}


def test_what_somebody_else_wrote_can_not_be_edited(
    key: Bearer, linked: LinkedPage, program: Program
) -> None:
    message_id = received(linked, program)

    answer = key.put(f"/messages/{message_id}", json={"text": "I never said that"})

    assert answer.json()["code"] == "message.not_ours"


def test_a_text_is_wanted_to_edit(key: Bearer, linked: LinkedPage) -> None:
    message_id = sent(key, linked)

    for body in ({}, {"text": None}, {"text": " "}):
        answer = key.put(f"/messages/{message_id}", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"] == {"text": ["The text field is required."]}


def test_what_whatsapp_refuses_is_not_recorded(
    key: Bearer, linked: LinkedPage, program: Program
) -> None:
    message_id = sent(key, linked)
    linked.servers.sent.clear()

    answer = key.put(f"/messages/{message_id}", json={"text": "Hello again"})

    assert answer.status_code == 422
    assert answer.json()["code"] == "whatsapp.refused"
    assert program.messages.all.get(message_id).content == {"conversation": "Hello"}


def test_a_page_that_does_not_answer_is_told(
    key: Bearer, linked: LinkedPage, program: Program
) -> None:
    message_id = sent(key, linked)
    linked.lose()

    answer = key.delete(f"/messages/{message_id}")

    assert answer.status_code == 503
    assert answer.json()["code"] == "whatsapp.no_answer"
    assert answer.headers["retry-after"]
    assert not program.messages.all.get(message_id).revoked


def test_another_sessions_message_is_as_good_as_nothing(
    key: Bearer, linked: LinkedPage, program: Program, bob: Customer
) -> None:
    message_id = sent(key, linked)
    other = bob.session()
    link(program, other)
    stranger = bob.key(other)

    answers = [
        stranger.get(f"/messages/{message_id}/info"),
        stranger.put(f"/messages/{message_id}", json={"text": "Hi"}),
        stranger.delete(f"/messages/{message_id}"),
        stranger.post(f"/messages/{message_id}/resend"),
        stranger.post(f"/messages/{message_id}/reaction", json={"text": "👍"}),
    ]

    assert {it.status_code for it in answers} == {404}
    assert {it.json()["code"] for it in answers} == {"message.not_found"}


@pytest.mark.parametrize("suffix", ["@s.whatsapp.net", "@c.us", ""])
def test_a_chat_is_read_up_to_a_message(
    key: Bearer, linked: LinkedPage, suffix: str
) -> None:
    whatsapp = linked.receive("Hello")
    given = {"id": whatsapp.id, "remoteJid": f"{FRIEND}{suffix}", "fromMe": False}

    answer = key.post("/messages/read", json={"key": given})

    assert answer.json() == {"success": True, "data": {"status": "read"}}
    assert linked.servers.read == [(PHONE, whatsapp)]


def test_who_wrote_in_a_group_is_known_without_being_said(
    key: Bearer, linked: LinkedPage
) -> None:
    whatsapp = linked.receive("Hello", group="120363000000000001@g.us")
    given = {"id": whatsapp.id, "remoteJid": whatsapp.remote_jid, "fromMe": False}

    key.post("/messages/read", json={"key": given})

    assert whatsapp.participant is not None
    assert linked.servers.read == [(PHONE, whatsapp)]


def test_a_message_that_is_not_in_our_tables_can_be_read_too(
    key: Bearer, linked: LinkedPage
) -> None:
    given = {"id": "3A01", "remoteJid": "123@lid", "participant": "", "fromMe": None}

    key.post("/messages/read", json={"key": given})

    read = MessageKey(id="3A01", remote_jid="123@lid", from_me=False)
    assert linked.servers.read == [(PHONE, read)]


NO_KEYS: list[tuple[object, str]] = [
    ({"remoteJid": FRIEND}, "key.id"),
    ({"id": "", "remoteJid": FRIEND}, "key.id"),
    ({"id": "3A" * 100, "remoteJid": FRIEND}, "key.id"),
    ({"id": "3A"}, "key.remoteJid"),
    ({"id": "3A", "remoteJid": "nobody"}, "key.remoteJid"),
    ("3A", "key"),
]


def test_a_key_that_is_none(key: Bearer, linked: LinkedPage) -> None:
    for given, field in NO_KEYS:
        answer = key.post("/messages/read", json={"key": given})

        assert answer.status_code == 422, given
        assert list(answer.json()["errors"]) == [field]
    assert linked.servers.read == []
