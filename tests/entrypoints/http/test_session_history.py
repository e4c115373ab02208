import json
from datetime import timedelta
from typing import Any

from domain.whatsapp import Ack, MessageKey, MessageSeen, Sent
from entrypoints.program import Program
from tests.entrypoints.http.customers import QR, Customer, link
from tests.support.clock import FixedClock

HELLO = {"to": "+34600111333", "text": "Hello"}


def test_message_logs_tell_what_became_of_each(
    program: Program, ana: Customer, clock: FixedClock
) -> None:
    made = ana.session()
    link(program, made)
    waits, sent, failed = (_send(ana, made, clock) for _ in range(3))
    reached = Sent(key=_key(program, sent), sent_at=clock.now(), ack=Ack.DELIVERED)
    program.messages.record_outcome.sent(sent, reached)
    program.messages.record_outcome.failed(failed, reason="No such number")

    path = f"/whatsapp-sessions/{made['id']}/message-logs"
    page = ana.get(path).json()["data"]
    only_sent = ana.get(path, params={"status": "sent"}).json()["data"]

    assert [(row["id"], row["status"]) for row in page["data"]] == [
        (failed, "failed"),
        (sent, "sent"),
        (waits, "in_progress"),
    ]
    assert page["data"][0]["failed_reason"] == "No such number"
    assert json.loads(page["data"][0]["content"]) == {"conversation": "Hello"}
    assert page["data"][0]["to"] == "34600111333@s.whatsapp.net"
    assert [row["status"] for row in only_sent["data"]] == ["sent"]


def _send(owner: Customer, session: dict[str, Any], clock: FixedClock) -> int:
    clock.move(timedelta(seconds=1))
    answer = owner.key(session).post("/send-message", json=HELLO)
    return int(answer.json()["data"]["msgId"])


def _key(program: Program, message_id: int) -> MessageKey:
    return program.messages.all.get(message_id).key


def test_what_is_not_to_be_logged_is_null_and_what_came_in_is_not_among_it(
    program: Program, ana: Customer, clock: FixedClock
) -> None:
    made = ana.session(log_messages=False)
    link(program, made)
    ana.key(made).post("/send-message", json=HELLO)
    theirs = MessageKey(id="3A", remote_jid="34600111333@s.whatsapp.net", from_me=False)
    program.messages.record_received(
        made["id"],
        MessageSeen(
            key=theirs,
            content={"conversation": "Hi"},
            push_name="Eva",
            sent_at=clock.now(),
        ),
    )

    page = ana.get(f"/whatsapp-sessions/{made['id']}/message-logs").json()["data"]

    assert page["total"] == 1
    assert page["data"][0]["to"] is None
    assert page["data"][0]["content"] is None


def test_session_logs_are_a_laravel_page(program: Program, ana: Customer) -> None:
    made = ana.session()
    link(program, made)
    path = f"/whatsapp-sessions/{made['id']}/session-logs"

    page = ana.get(path, params={"per_page": 2}).json()["data"]
    last = ana.get(page["last_page_url"].partition("/api")[2]).json()["data"]

    at = f"http://testserver.local/api{path}"
    assert {name: page[name] for name in page if name != "data"} == {
        "current_page": 1,
        "first_page_url": f"{at}?per_page=2&page=1",
        "from": 1,
        "last_page": 2,
        "last_page_url": f"{at}?per_page=2&page=2",
        "next_page_url": f"{at}?per_page=2&page=2",
        "path": at,
        "per_page": 2,
        "prev_page_url": None,
        "to": 2,
        "total": 4,
    }
    assert [row["status"] for row in page["data"]] == ["connected", "need_scan"]
    assert [row["status"] for row in last["data"]] == ["connecting", "disconnected"]
    assert last["prev_page_url"] == page["first_page_url"]


def test_session_logs_by_status(program: Program, ana: Customer) -> None:
    made = ana.session()
    link(program, made)
    path = f"/whatsapp-sessions/{made['id']}/session-logs"

    page = ana.get(path, params={"status": "connected"}).json()["data"]
    none = ana.get(path, params={"status": "expired"}).json()["data"]

    assert [row["event_type"] for row in page["data"]] == ["whatsapp_session.connected"]
    assert (none["from"], none["to"], none["last_page"]) == (None, None, 1)


def test_pages_and_statuses_that_can_not_be_are_refused(ana: Customer) -> None:
    path = f"/whatsapp-sessions/{ana.session()['id']}/message-logs"

    for name, value in [("page", "0"), ("page", "x"), ("per_page", "101")]:
        answer = ana.get(path, params={name: value})
        assert answer.status_code == 422
        assert list(answer.json()["errors"]) == [name]
    assert ana.get(path, params={"status": "lost"}).status_code == 422


def test_the_history_names_actor_and_request_and_hides_secrets(
    program: Program, ana: Customer
) -> None:
    made = ana.session()
    path = f"/whatsapp-sessions/{made['id']}"
    ana.put(path, json={"name": "Office"}, headers={"X-Request-Id": "rename-1"})
    link(program, made)
    ana.post(f"{path}/regenerate-key")

    events = ana.get(f"{path}/events").json()["data"]
    rest = ana.get(f"{path}/events", params={"after": 1, "limit": 1}).json()["data"]

    assert [event["version"] for event in events] == [1, 2, 3, 4, 5, 6]
    assert events[1]["type"] == "whatsapp_session.changed"
    assert events[1]["actor"] == f"user:{ana.user_id}"
    assert events[1]["correlation_id"] == "rename-1"
    assert rest == [events[1]]
    for hidden in ("api_key", "webhook_secret", "sealed", "digest", QR.code):
        assert hidden not in json.dumps([event["data"] for event in events])


def test_the_history_as_of_a_moment_is_refused_and_not_given_as_of_now(
    ana: Customer,
) -> None:
    path = f"/whatsapp-sessions/{ana.session()['id']}/events"

    answer = ana.get(path, params={"as_of": "2026-01-01T00:00:00Z"})

    assert answer.status_code == 422
    assert "not supported yet" in answer.json()["errors"]["as_of"][0]
    assert ana.get(path, params={"colour": "red"}).status_code == 200
