from typing import Any

import pytest

from domain.whatsapp_session.rules import ALIASES
from entrypoints.program import Program
from tests.entrypoints.http.customers import LINK, SESSION, Customer, link

NEVER_NULL: dict[str, type] = {
    "id": int,
    "user_id": int,
    "name": str,
    "phone_number": str,
    "status": str,
    "api_key": str,
    "session_data": dict,
    "last_active_at": str,
    "account_protection": bool,
    "log_messages": bool,
    "webhook_enabled": bool,
    "webhook_secret": str,
    "created_at": str,
    "updated_at": str,
}
"""The contract's fields of a session, and their types."""


def test_a_new_session_has_every_field_of_the_contract(ana: Customer) -> None:
    made = ana.session()

    assert {name: type(made[name]) for name in NEVER_NULL} == NEVER_NULL
    assert made["webhook_url"] is None
    assert made["webhook_events"] is None
    assert made["status"] == "disconnected"
    assert len(made["api_key"]) == 64


def test_what_was_made_is_shown_and_listed_just_so(ana: Customer) -> None:
    made = ana.session(webhook_url="https://example.com/hook", webhook_enabled=True)

    assert ana.get(f"/whatsapp-sessions/{made['id']}").json()["data"] == made
    assert ana.get("/whatsapp-sessions").json() == {"success": True, "data": [made]}


def test_explicit_nulls_and_fields_nobody_knows_are_accepted(ana: Customer) -> None:
    nulls = dict.fromkeys(["webhook_url", "webhook_events", "proxy_url"])
    switches = dict.fromkeys(["webhook_enabled", "ignore_groups", "always_online"])

    made = ana.session(**nulls, **switches, colour="red")

    assert made["webhook_enabled"] is False
    assert made["always_online"] is False


@pytest.mark.parametrize("field", SESSION)
def test_a_required_field_is_asked_for(ana: Customer, field: str) -> None:
    answers = [
        ana.post("/whatsapp-sessions", json=body)
        for body in ({**SESSION, field: None}, _without(field))
    ]

    label = field.replace("_", " ")
    assert [answer.status_code for answer in answers] == [422, 422]
    for answer in answers:
        assert answer.json()["errors"] == {field: [f"The {label} field is required."]}


def _without(field: str) -> dict[str, Any]:
    return {name: value for name, value in SESSION.items() if name != field}


def test_wrong_types_and_values_are_named_field_by_field(ana: Customer) -> None:
    types = ana.post(
        "/whatsapp-sessions",
        json={**SESSION, "log_messages": "perhaps", "webhook_events": "all"},
    )
    values = ana.post(
        "/whatsapp-sessions",
        json={**SESSION, "phone_number": "12", "webhook_url": "ftp://x", "name": " "},
    )

    assert set(types.json()["errors"]) == {"log_messages", "webhook_events"}
    assert set(values.json()["errors"]) == {"phone_number", "webhook_url", "name"}


def test_a_proxy_is_kept_and_taken_away(ana: Customer) -> None:
    proxy = "http://ana:secret@proxy.example.org:3128"
    made = ana.session(proxy_url=proxy)
    path = f"/whatsapp-sessions/{made['id']}"

    assert made["proxy_url"] == proxy
    assert ana.put(path, json={"proxy_url": None}).json()["data"]["proxy_url"] is None


@pytest.mark.parametrize(
    "proxy", ["ftp://proxy.example.org", "proxy", "socks5://ana:secret@proxy.example"]
)
def test_a_proxy_that_no_browser_can_use_is_refused(ana: Customer, proxy: str) -> None:
    """Who asks for a proxy must not be connected past it without a word."""
    answer = ana.post("/whatsapp-sessions", json={**SESSION, "proxy_url": proxy})

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["proxy_url"]


def test_webhook_events_are_answered_exactly_as_set(ana: Customer) -> None:
    names = [*ALIASES, "messages.received"]

    made = ana.session(webhook_events=names)

    assert made["webhook_events"] == names
    shown = ana.get(f"/whatsapp-sessions/{made['id']}").json()["data"]
    assert shown["webhook_events"] == names


def test_an_update_changes_what_is_given_and_nothing_else(ana: Customer) -> None:
    made = ana.session(webhook_url="https://example.com/hook", always_online=True)
    path = f"/whatsapp-sessions/{made['id']}"

    changed = ana.put(path, json={"name": "Office", "webhook_url": None}).json()["data"]

    assert changed["name"] == "Office"
    assert changed["webhook_url"] is None
    assert changed["always_online"] is True
    assert changed["updated_at"] >= made["updated_at"]
    assert ana.get(path).json()["data"] == changed


def test_a_null_of_a_switch_leaves_it_as_it_was(ana: Customer) -> None:
    made = ana.session(always_online=True)

    changed = ana.put(
        f"/whatsapp-sessions/{made['id']}", json={"always_online": None, "name": None}
    )

    assert changed.json()["data"]["always_online"] is True


def test_a_deleted_session_is_gone_with_its_key(ana: Customer) -> None:
    made = ana.session()
    key = ana.key(made)
    assert key.get("/status").status_code == 200

    deleted = ana.delete(f"/whatsapp-sessions/{made['id']}")

    assert (deleted.status_code, deleted.content) == (204, b"")
    assert ana.get(f"/whatsapp-sessions/{made['id']}").status_code == 404
    assert ana.get("/whatsapp-sessions").json()["data"] == []
    assert key.get("/status").status_code == 401


def test_a_plan_allows_so_many_sessions(ana: Customer) -> None:
    ana.session()

    answer = ana.post("/whatsapp-sessions", json=SESSION)

    assert answer.status_code == 403
    assert answer.json()["code"] == "whatsapp_session.too_many"


def test_without_a_subscription_no_session_is_made(ana: Customer) -> None:
    ana.delete("/account/subscription")

    answer = ana.post("/whatsapp-sessions", json=SESSION)

    assert answer.status_code == 403
    assert (
        answer.json()["error"]
        == "Active subscription or trial is required to use the API"
    )


def test_a_linked_session_shows_the_number_it_is_linked_to(
    program: Program, ana: Customer
) -> None:
    made = ana.session(phone_number="+34999888777")
    link(program, made)

    shown = ana.get(f"/whatsapp-sessions/{made['id']}").json()["data"]

    assert shown["phone_number"] == f"+{LINK.phone_number}"
    assert shown["status"] == "connected"
