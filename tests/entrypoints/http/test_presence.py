from typing import Any

from domain.whatsapp import Presence
from tests.entrypoints.http.customers import Bearer, Customer
from tests.entrypoints.http.whatsapp import FRIEND, PHONE, LinkedPage

JID = f"{FRIEND}@s.whatsapp.net"


def test_every_presence_is_shown(key: Bearer, linked: LinkedPage) -> None:
    for presence in Presence:
        body = {"jid": f"{FRIEND}@c.us", "type": presence.value}
        answer = key.post("/send-presence-update", json=body)

        assert answer.status_code == 200
        assert answer.json()["success"] is True
        assert linked.servers.presences[-1] == (PHONE, JID, presence)


def test_typing_ends_after_the_delay(key: Bearer, linked: LinkedPage) -> None:
    body = {"jid": FRIEND, "type": "composing", "delayMs": 1}

    key.post("/send-presence-update", json=body)

    shown = [presence for *_, presence in linked.servers.presences]
    assert shown == [Presence.COMPOSING, Presence.PAUSED]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"type": "dancing"}, "type"),
    ({"type": None}, "type"),
    ({"jid": "nobody"}, "jid"),
    ({"delayMs": -1}, "delayMs"),
    ({"delayMs": 25_001}, "delayMs"),
    ({"delayMs": "soon"}, "delayMs"),
]


def test_what_can_not_be_shown_is_named(key: Bearer, linked: LinkedPage) -> None:
    for wrong, field in WRONG:
        body = {"jid": JID, "type": "composing", **wrong}
        answer = key.post("/send-presence-update", json=body)

        assert answer.status_code == 422, wrong
        assert list(answer.json()["errors"]) == [field]
    assert linked.servers.presences == []


def test_a_session_without_a_page_can_show_nothing(ana: Customer) -> None:
    body = {"jid": JID, "type": "composing"}

    answer = ana.key(ana.session()).post("/send-presence-update", json=body)

    assert answer.status_code == 503
    assert answer.json()["code"] == "whatsapp_session.not_connected"
    assert "retry-after" not in answer.headers


def test_without_a_subscription_whatsapp_is_not_asked(
    ana: Customer, key: Bearer, linked: LinkedPage
) -> None:
    ana.delete("/account/subscription")

    answer = key.post("/send-presence-update", json={"jid": JID, "type": "composing"})

    assert answer.status_code == 403
    assert answer.json()["code"] == "subscription.required"
    assert linked.servers.presences == []
