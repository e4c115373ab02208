"""What the hooks tell of people and groups, as reports."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.whatsapp_web.reports import Reporter
from domain.whatsapp import (
    CallSeen,
    CallStatus,
    GroupAction,
    GroupChanged,
    Presence,
    PresenceSeen,
    Report,
    UpdateNeeded,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TIME = int(NOON.timestamp())
ANA, BEA = "34600111222@c.us", "34600333444@c.us"
TEAM = "120363000111222@g.us"


def told(kind: str, **facts: Any) -> list[Report]:
    return [*Reporter(logged_in=True).reports({"kind": kind, **facts, "time": TIME})]


def test_a_change_of_a_group_is_in_the_contracts_form() -> None:
    [changed] = told(
        "group", id="A1", chat=TEAM, action="add", participants=[BEA], by=ANA
    )

    assert changed == GroupChanged(
        id="A1",
        jid=TEAM,
        action=GroupAction.ADDED,
        participants=("34600333444@s.whatsapp.net",),
        by="34600111222@s.whatsapp.net",
        changed_at=NOON,
    )


def test_a_change_that_nobody_is_named_for_is_a_change() -> None:
    [changed] = told(
        "group", id="A1", chat=TEAM, action="subject", participants=[], value="Crew"
    )

    assert isinstance(changed, GroupChanged)
    assert (changed.by, changed.value) == (None, "Crew")


def test_a_call_is_in_the_contracts_form() -> None:
    [call] = told(
        "call", id="C1", caller=BEA, status="offer", isVideo=True, isGroup=False
    )

    assert call == CallSeen(
        id="C1",
        caller="34600333444@s.whatsapp.net",
        status=CallStatus.OFFER,
        is_video=True,
        is_group=False,
        at=NOON,
    )


def test_in_a_group_presence_is_of_a_participant() -> None:
    [shown] = told("presence", chat=TEAM, participant=BEA, presence="recording")

    assert shown == PresenceSeen(
        jid=TEAM,
        participant="34600333444@s.whatsapp.net",
        presence=Presence.RECORDING,
        at=NOON,
    )


def test_an_outdated_page_is_told() -> None:
    assert [type(it) for it in told("needs_update")] == [UpdateNeeded]


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("group", {"id": "A", "chat": TEAM, "action": "dance", "participants": []}),
        ("group", {"id": "A" * 101, "chat": TEAM, "action": "add", "participants": []}),
        ("presence", {"chat": "x" * 300, "presence": "composing"}),
        (
            "call",
            {"id": "C", "caller": BEA, "status": "?", "isVideo": 1, "isGroup": False},
        ),
    ],
)
def test_what_is_malformed_is_set_aside(kind: str, facts: dict[str, Any]) -> None:
    assert not told(kind, **facts)


def test_half_an_emoji_in_a_subject_is_mended() -> None:
    subject = "Crew \ud83d"
    [changed] = told(
        "group", id="A1", chat=TEAM, action="subject", participants=[], value=subject
    )

    assert isinstance(changed, GroupChanged)
    assert changed.value is not None
    changed.value.encode()
