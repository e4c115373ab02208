"""Calls, groups and presence: each thing is recorded once, for who wants to know."""

from datetime import timedelta

import pytest

from domain.chat_activity import commands
from domain.chat_activity.chat_activity import ChatActivity, evolve
from domain.chat_activity.commands import RecordActivity
from domain.chat_activity.events import ChatActivityEvent
from domain.whatsapp import (
    CallSeen,
    CallStatus,
    ChatReport,
    GroupAction,
    GroupChanged,
    Presence,
    PresenceSeen,
)
from tests.support import a
from tests.support.clock import FixedClock
from tests.support.memory import CountingIds, MemoryAggregates

ANA = "34600111222@s.whatsapp.net"
GROUP = a.GROUP_KEY.remote_jid
CALL = CallSeen(
    id="7F41C431C26A1916E07E",
    caller=ANA,
    status=CallStatus.OFFER,
    is_video=False,
    is_group=False,
    at=a.NOON,
)
ADDED = GroupChanged(
    id="3A55D6A9C1B2E3F40519",
    jid=GROUP,
    action=GroupAction.ADDED,
    participants=(ANA,),
    by="34600333444@s.whatsapp.net",
    changed_at=a.NOON,
)
TYPING = PresenceSeen(jid=ANA, presence=Presence.COMPOSING, at=a.NOON)


class Ears:
    """Activities in memory; ``deaf`` are the chats nobody wants to hear of."""

    def __init__(self) -> None:
        self.deaf: set[str] = set()
        self.activities = MemoryAggregates[ChatActivity, ChatActivityEvent](evolve)
        self.record = RecordActivity(
            self.activities, self.listening, FixedClock(), CountingIds()
        )

    def listening(self, session_id: int, jid: str) -> int | None:
        wanted = session_id == a.SESSION and jid not in self.deaf
        return a.USER if wanted else None

    def heard(self) -> list[ChatActivityEvent]:
        return [fact for facts in self.activities.streams.values() for fact in facts]


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.mark.parametrize(
    ("report", "fact"),
    [
        (CALL, a.call_seen(activity_id=1)),
        (ADDED, a.group_changed(activity_id=1)),
        (TYPING, a.presence_changed(activity_id=1)),
    ],
)
def test_what_is_told_twice_is_recorded_once(
    ears: Ears, report: ChatReport, fact: ChatActivityEvent
) -> None:
    receipt = ears.record(a.SESSION, report)

    assert receipt is not None
    assert receipt.id == 1
    assert ears.record(a.SESSION, report) is None
    assert ears.heard() == [fact]
    assert ears.activities.get(1) == ChatActivity(id=1, fact=fact)


def test_each_step_of_a_call_is_a_fact_of_its_own(ears: Ears) -> None:
    for status in (CallStatus.OFFER, CallStatus.ENDED, CallStatus.OFFER):
        ears.record(a.SESSION, CALL.model_copy(update={"status": status}))

    assert len(ears.heard()) == 2


def test_notices_of_two_groups_or_of_two_changes_are_told_apart(ears: Ears) -> None:
    for other in ({}, {"jid": "120363@g.us"}, {"action": GroupAction.PROMOTED}):
        ears.record(a.SESSION, ADDED.model_copy(update=other))

    assert len(ears.heard()) == 3


def test_presence_is_recorded_when_it_differs_from_the_last(ears: Ears) -> None:
    later = a.NOON + timedelta(seconds=5)
    for presence in (Presence.COMPOSING, Presence.PAUSED, Presence.PAUSED):
        seen = TYPING.model_copy(update={"presence": presence, "at": later})
        ears.record(a.SESSION, seen)

    assert len(ears.heard()) == 2


def test_people_in_a_group_are_present_one_by_one(ears: Ears) -> None:
    for participant in (ANA, "34600111223@s.whatsapp.net", ANA):
        where = {"jid": GROUP, "participant": participant}
        ears.record(a.SESSION, TYPING.model_copy(update=where))

    assert len(ears.heard()) == 2


def test_a_presence_that_could_not_be_recorded_is_recorded_the_next_time(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("The database is locked.")

    with monkeypatch.context() as patched:
        patched.setattr(ears.activities, "begin", broken)
        with pytest.raises(OSError, match="locked"):
            ears.record(a.SESSION, TYPING)

    assert ears.record(a.SESSION, TYPING) is not None


def test_only_the_newest_presences_are_remembered(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "MOST_REMEMBERED", 2)
    ana, bob, eva = (
        TYPING.model_copy(update={"jid": f"3460011122{it}@s.whatsapp.net"})
        for it in range(3)
    )
    paused = ana.model_copy(update={"presence": Presence.PAUSED})
    for seen in (ana, bob, paused, eva):
        ears.record(a.SESSION, seen)

    assert ears.record(a.SESSION, paused) is None
    assert ears.record(a.SESSION, eva) is None
    assert ears.record(a.SESSION, bob) is not None


@pytest.mark.parametrize("report", [CALL, ADDED, TYPING])
def test_nothing_is_recorded_that_nobody_wants_to_know(
    ears: Ears, report: ChatReport
) -> None:
    ears.deaf = {ANA, GROUP}

    assert ears.record(a.SESSION, report) is None
    assert ears.record(99, report) is None
    assert not ears.heard()
