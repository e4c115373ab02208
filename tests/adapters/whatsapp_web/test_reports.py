"""What events of a page mean, given what came before."""

from typing import Any

import pytest

from adapters.whatsapp_web.inbox import Inbox
from adapters.whatsapp_web.message_reports import ack_of, seen
from adapters.whatsapp_web.reports import Reporter
from domain.whatsapp import (
    Ack,
    Linked,
    MessageSeen,
    QrShown,
    Report,
    StreamLost,
    Unlinked,
)

DOCUMENT = {"kind": "document"}
QR = {"kind": "qr", "code": "2@a,b,c,d", "ttl": 20}
LINKED = {
    "kind": "linked",
    "wid": "34600111222@c.us",
    "lid": "100@lid",
    "pushName": "Ana",
}
LOST = {"kind": "lost", "state": "TIMEOUT"}
LOGGED_OUT = {"kind": "logged_out", "reason": "account_sync"}


def told(*events: dict[str, Any], logged_in: bool = False) -> list[type[Report]]:
    reporter = Reporter(logged_in=logged_in)
    return [type(report) for event in events for report in reporter.reports(event)]


def test_a_code_on_a_new_profile_is_only_a_code() -> None:
    assert told(DOCUMENT, QR) == [QrShown]


def test_a_code_on_a_profile_with_a_login_means_that_it_is_gone() -> None:
    assert told(DOCUMENT, QR, QR, logged_in=True) == [Unlinked, QrShown, QrShown]


def test_a_logout_is_told_once() -> None:
    events = (DOCUMENT, LINKED, LOGGED_OUT, DOCUMENT, QR)
    assert told(*events) == [Linked, Unlinked, QrShown]


def test_a_linked_page_that_loads_anew_was_lost_for_a_while() -> None:
    events = (DOCUMENT, LINKED, DOCUMENT, LINKED)
    assert told(*events) == [Linked, StreamLost, Linked]


def test_a_page_that_loads_anew_after_a_loss_is_not_lost_twice() -> None:
    events = (DOCUMENT, LINKED, LOST, DOCUMENT, LINKED)
    assert told(*events) == [Linked, StreamLost, Linked]


def test_a_login_without_a_connection_is_told() -> None:
    assert told(DOCUMENT, LOST, logged_in=True) == [StreamLost]


def test_only_where_it_stands_makes_a_page_ready() -> None:
    reporter = Reporter(logged_in=False)
    reporter.reports(DOCUMENT)
    assert not reporter.ready
    reporter.reports(QR)
    assert reporter.ready
    reporter.reports(DOCUMENT)
    assert not reporter.ready


@pytest.mark.parametrize(
    ("number", "ack"),
    [
        (-7, Ack.ERROR),
        (-1, Ack.ERROR),
        (0, Ack.PENDING),
        (1, Ack.SENT),
        (3, Ack.READ),
        (4, Ack.PLAYED),
        (5, Ack.PLAYED),
        (None, Ack.PENDING),
    ],
)
def test_acks_are_numbered_as_in_the_contract(number: int | None, ack: Ack) -> None:
    assert ack_of(number) is ack


def described(remote: str = "34600111222@c.us", **facts: Any) -> dict[str, Any]:
    key = {"id": "3A", "remote": remote, "fromMe": False}
    return {"type": "chat", "key": key, "time": 0, "body": "hi"} | facts


def remembered(message: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "message", "at": 0, "message": message}


def test_a_long_name_is_cut_and_half_an_emoji_replaced() -> None:
    (message,) = seen([remembered(described(pushName="B" * 5000, body="half \ud83d"))])

    assert isinstance(message, MessageSeen)
    assert message.push_name == "B" * 200
    assert message.content == {"conversation": "half \ufffd"}


def test_who_has_no_possible_address_is_not_heard() -> None:
    endless = described(remote="1" * 5000 + "@c.us")

    assert [type(it) for it in seen([*map(remembered, (endless, described()))])] == [
        MessageSeen
    ]
    assert told({"kind": "message", "message": endless}) == []
    assert told({"kind": "ack", "key": endless["key"], "ack": 1}) == []
    assert told(LINKED | {"wid": "1" * 5000 + "@c.us"}) == []


def numbered(document: str, *numbers: int) -> list[dict[str, Any]]:
    return [{"document": document, "number": number} for number in numbers]


def taken(*events: dict[str, Any]) -> list[tuple[str, int]]:
    inbox = Inbox()
    return [(it["document"], it["number"]) for it in events if inbox.accepts(it)]


def test_an_event_is_taken_once() -> None:
    assert taken(*numbered("a", 1, 2, 2, 1, 3)) == [("a", 1), ("a", 2), ("a", 3)]


def test_nothing_is_taken_beyond_a_gap() -> None:
    assert taken(*numbered("a", 1, 3), *numbered("a", 2, 3)) == [
        ("a", 1),
        ("a", 2),
        ("a", 3),
    ]


def test_a_new_document_counts_from_one() -> None:
    assert taken(*numbered("a", 1, 2), *numbered("b", 2), *numbered("b", 1)) == [
        ("a", 1),
        ("a", 2),
        ("b", 1),
    ]
