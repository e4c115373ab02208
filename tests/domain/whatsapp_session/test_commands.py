from typing import Any

import pytest

from domain.kernel import Invalid
from domain.reference import SessionStatus
from domain.subscription.errors import NotSubscribed
from domain.subscription.features import Features
from domain.whatsapp import BrowserLost, QrShown, StreamLost
from domain.whatsapp_session.commands import (
    DeleteSession,
    RegenerateKey,
    UpdateSession,
    owned,
    slot_claim,
)
from domain.whatsapp_session.connecting import (
    ConnectSession,
    DisconnectSession,
    ExpireSession,
    RestartSession,
)
from domain.whatsapp_session.errors import (
    ImpossibleMove,
    NoSuchSession,
    TooManySessions,
)
from tests.domain.whatsapp_session.conftest import Numbers
from tests.domain.whatsapp_session.reported import LINKED
from tests.support import a
from tests.support.memory import MemoryClaims


@pytest.fixture
def created(numbers: Numbers) -> Numbers:
    numbers.create(a.USER, a.settings())
    return numbers


def connect(numbers: Numbers) -> None:
    ConnectSession(numbers.sessions, numbers.allowance, numbers.clock)(1)
    numbers.browser.opened(1, node="host-1", profile="profiles/12")
    numbers.report(1, LINKED)


def test_a_new_session_has_a_key_that_is_kept_as_digest_and_sealed(
    created: Numbers,
) -> None:
    session = created.sessions.get(1)
    key = created.secrets.open(session.api_key.sealed)

    assert session.settings == a.settings()
    assert (session.status, session.slot) == (SessionStatus.DISCONNECTED, 1)
    assert len(key) == 64
    assert session.api_key.digest == created.secrets.digest(key)
    assert created.secrets.open(session.webhook_secret) != key


def test_nothing_is_created_of_settings_that_cannot_be(numbers: Numbers) -> None:
    with pytest.raises(Invalid):
        numbers.create(a.USER, a.settings(phone_number="six"))
    assert not numbers.sessions.streams


def test_a_plan_has_room_for_so_many_sessions(created: Numbers) -> None:
    assert created.create(a.USER, a.settings()).id == 2
    with pytest.raises(TooManySessions):
        created.create(a.USER, a.settings())
    assert created.create(a.USER + 1, a.settings()).id == 4


def test_two_who_want_the_last_place_do_not_both_get_it(created: Numbers) -> None:
    nobody_seen = created.creating(MemoryClaims())

    second = nobody_seen(a.USER, a.settings()).id
    assert created.sessions.get(second).slot == 2
    with pytest.raises(TooManySessions):
        nobody_seen(a.USER, a.settings())


def test_a_deleted_session_gives_its_place_back(created: Numbers) -> None:
    DeleteSession(created.sessions, created.clock)(1)

    assert created.last() == [a.session_deleted(session_id=1, token_id=1)]
    assert created.claims.holder(slot_claim(a.USER, 1)) is None
    again = created.create(a.USER, a.settings()).id
    assert created.sessions.get(again).slot == 1


def test_named_settings_change_and_the_others_stay(created: Numbers) -> None:
    update = UpdateSession(created.sessions, created.clock)
    update(1, {"name": " The other  shop "})

    assert created.last() == [a.session_changed(session_id=1)]
    assert update(1, {}).position is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": None}, "name"),
        ({"colour": "red"}, "colour"),
        ({"self": 1}, "self"),
        ({"webhook_events": "call"}, "webhook_events"),
        ({"phone_number": "six"}, "phone_number"),
    ],
)
def test_what_cannot_be_set_is_named(
    created: Numbers, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        UpdateSession(created.sessions, created.clock)(1, changes)
    assert list(caught.value.errors) == [field]


def test_a_new_key_names_the_one_it_replaces(created: Numbers) -> None:
    RegenerateKey(created.sessions, created.issue_key, created.clock)(1)

    key = created.sessions.get(1).api_key
    assert created.last() == [
        a.api_key_regenerated(session_id=1, api_key=key, replaced_token_id=1)
    ]


def test_whose_session_it_is(created: Numbers) -> None:
    assert owned(created.sessions, 1, a.USER).id == 1


@pytest.mark.parametrize(("session_id", "user_id"), [(1, a.USER + 1), (99, a.USER)])
def test_a_foreign_session_and_none_look_the_same(
    created: Numbers, session_id: int, user_id: int
) -> None:
    with pytest.raises(NoSuchSession, match=f"^There is no session {session_id}.$"):
        owned(created.sessions, session_id, user_id)


def test_a_deleted_session_is_nobodys(created: Numbers) -> None:
    DeleteSession(created.sessions, created.clock)(1)

    with pytest.raises(NoSuchSession):
        owned(created.sessions, 1, a.USER)


def test_from_the_first_browser_to_the_link(created: Numbers) -> None:
    connect(created)
    created.browser.ready(1, pid=4242, endpoint="ws://127.0.0.1:9222/devtools")

    assert created.last(4) == [
        a.session_connecting(session_id=1, reason="requested"),
        a.browser_opened(session_id=1, browser_context_id=1),
        a.session_connected(session_id=1),
        a.browser_ready(session_id=1, browser_context_id=1),
    ]


def test_nobody_connects_without_a_subscription(created: Numbers) -> None:
    def none(_: int) -> Features:
        raise NotSubscribed("Active subscription or trial is required to use the API")

    with pytest.raises(NotSubscribed):
        ConnectSession(created.sessions, none, created.clock)(1)


def test_a_connected_session_restarts_stops_and_expires(created: Numbers) -> None:
    connect(created)
    RestartSession(created.sessions, created.clock)(1)
    DisconnectSession(created.sessions, created.clock)(1)
    ExpireSession(created.sessions, created.clock)(1, reason="for a reason")

    assert created.last(4) == [
        a.browser_closed(session_id=1, browser_context_id=1, reason="restart"),
        a.session_connecting(session_id=1, reason="restart"),
        a.session_disconnected(session_id=1, reason="requested"),
        a.session_expired(session_id=1),
    ]


def test_a_qr_code_lasts_as_long_as_whatsapp_says(created: Numbers) -> None:
    ConnectSession(created.sessions, created.allowance, created.clock)(1)
    created.report(1, QrShown(code="2@qr-code", ttl_seconds=60))

    assert created.last() == [a.session_qr_shown(session_id=1)]


def test_the_end_of_a_browser_is_recorded(created: Numbers) -> None:
    connect(created)

    created.report(1, BrowserLost(reason="for a reason"))
    assert created.last(2) == [
        a.browser_crashed(session_id=1, browser_context_id=1),
        a.session_connecting(session_id=1),
    ]
    assert created.browser.closed(1, reason="for a reason").position is None


def test_a_closed_browser_is_no_crash(created: Numbers) -> None:
    connect(created)
    DisconnectSession(created.sessions, created.clock)(1)
    created.browser.closed(1, reason="for a reason")

    assert created.last() == [a.browser_closed(session_id=1, browser_context_id=1)]


def test_a_late_report_is_refused_and_leaves_no_trace(created: Numbers) -> None:
    with pytest.raises(ImpossibleMove):
        created.report(1, StreamLost(reason="late"))
    assert len(created.sessions.streams[1]) == 1
