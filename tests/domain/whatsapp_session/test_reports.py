"""What WhatsApp reports, and what of it can be."""

import pytest

from domain.kernel import Event
from domain.whatsapp import SessionReport
from domain.whatsapp_session.errors import ImpossibleMove, NoSuchSession
from domain.whatsapp_session.reports import decide
from domain.whatsapp_session.whatsapp_session import (
    FIRST_RETRY,
    LONGEST_RETRY,
    WhatsappSession,
)
from tests.domain.whatsapp_session import stages
from tests.domain.whatsapp_session.reported import (
    DIED,
    DROPPED,
    EXHAUSTED,
    LINKED,
    OUTDATED,
    QR,
    TAKEN_OVER,
    UNLINKED,
    UNREACHABLE,
    UNUSABLE,
)
from tests.support import a
from tests.support.scenario import Outcome

CONNECTING = a.session_connecting()
SOON = a.session_disconnected(retry_at=a.NOON + FIRST_RETRY)
LATER = a.session_disconnected(
    reason="for a reason Missing: Store.", retry_at=a.NOON + FIRST_RETRY
)
UNSCANNED = a.session_disconnected(reason="the QR code was not scanned")
ELSEWHERE = a.session_disconnected(reason="opened in another window")
LOGGED_OUT = a.session_logged_out()
CRASHED = a.browser_crashed()

EFFECTS: dict[str, list[tuple[SessionReport, tuple[Event, ...]]]] = {
    "connecting": [
        (QR, (a.session_qr_shown(),)),
        (EXHAUSTED, (UNSCANNED,)),
        (LINKED, (a.session_connected(),)),
        (UNLINKED, (LOGGED_OUT,)),
        (DROPPED, ()),
        (TAKEN_OVER, (ELSEWHERE,)),
        (UNUSABLE, (LATER,)),
        (OUTDATED, (SOON,)),
        (UNREACHABLE, (CONNECTING,)),
        (DIED, (CRASHED,)),
    ],
    "need_scan": [
        (QR, (a.session_qr_shown(),)),
        (EXHAUSTED, (UNSCANNED,)),
        (LINKED, (a.session_connected(),)),
        (UNLINKED, (LOGGED_OUT,)),
        (DROPPED, (CONNECTING,)),
        (TAKEN_OVER, (ELSEWHERE,)),
        (UNUSABLE, (LATER,)),
        (OUTDATED, (SOON,)),
        (UNREACHABLE, (CONNECTING,)),
        (DIED, (CRASHED, CONNECTING)),
    ],
    "connected": [
        (LINKED, ()),
        (UNLINKED, (LOGGED_OUT,)),
        (DROPPED, (CONNECTING,)),
        (TAKEN_OVER, (ELSEWHERE,)),
        (UNUSABLE, (LATER,)),
        (OUTDATED, (SOON,)),
        (UNREACHABLE, (CONNECTING,)),
        (DIED, (CRASHED, CONNECTING)),
    ],
}
"""What each report means at each stage; those left out can't be."""


def when(stage: str, report: SessionReport) -> Outcome:
    state = (stages.OPEN | stages.STOPPED)[stage].state
    return Outcome(lambda: decide(state, report, at=a.NOON))


@pytest.mark.parametrize(
    ("stage", "report", "events"),
    [
        pytest.param(stage, report, events, id=f"{stage}-{type(report).__name__}")
        for stage, effects in EFFECTS.items()
        for report, events in effects
    ],
)
def test_what_each_report_means(
    stage: str, report: SessionReport, events: tuple[Event, ...]
) -> None:
    when(stage, report).then(*events)


@pytest.mark.parametrize("report", [QR, EXHAUSTED])
def test_a_connected_session_has_nothing_to_do_with_qr_codes(
    report: SessionReport,
) -> None:
    when("connected", report).then_refused(ImpossibleMove)


@pytest.mark.parametrize("stage", stages.STOPPED)
@pytest.mark.parametrize("report", [QR, LINKED, DROPPED, UNREACHABLE])
def test_a_late_report_brings_no_stopped_session_back(
    stage: str, report: SessionReport
) -> None:
    when(stage, report).then_refused(ImpossibleMove)


@pytest.mark.parametrize("stage", stages.STOPPED)
@pytest.mark.parametrize("report", [EXHAUSTED, TAKEN_OVER, UNUSABLE, OUTDATED, DIED])
def test_what_ends_a_session_is_no_news_to_a_stopped_one(
    stage: str, report: SessionReport
) -> None:
    when(stage, report).then_nothing()


class TestRetrying:
    waiting = stages.connected.given(SOON)

    def test_a_page_that_can_not_be_used_is_opened_again_when_it_is_time(self) -> None:
        assert FIRST_RETRY.total_seconds() == 60
        self.waiting.when(WhatsappSession.retry, at=a.SOON).then(
            a.session_connecting(reason="it is tried again", at=a.SOON)
        )

    def test_not_before(self) -> None:
        self.waiting.when(WhatsappSession.retry, at=a.NOON).then_nothing()

    def test_each_time_after_a_longer_pause_up_to_an_hour(self) -> None:
        again = (a.session_connecting(), SOON)
        state = self.waiting.given(*again * 2, a.session_connecting()).state
        (third,) = state.give_up_page(reason="for a reason", at=a.NOON)
        tired = state.model_copy(update={"tries": 50})
        (last,) = tired.give_up_page(reason="for a reason", at=a.NOON)

        assert third == a.session_disconnected(retry_at=a.NOON + 8 * FIRST_RETRY)
        assert last == a.session_disconnected(retry_at=a.NOON + LONGEST_RETRY)

    def test_a_login_ends_the_row(self) -> None:
        linked = self.waiting.given(a.session_connecting(), a.session_connected())

        assert (linked.state.tries, linked.state.retry_at) == (0, None)

    def test_its_owner_may_stop_that(self) -> None:
        stopped = a.session_disconnected(reason="requested")

        self.waiting.when(
            WhatsappSession.disconnect, reason="requested", at=a.NOON
        ).then(stopped)
        self.waiting.given(stopped).when(
            WhatsappSession.retry, at=a.LATER
        ).then_nothing()

    @pytest.mark.parametrize(
        "end", [a.session_logged_out(), a.session_expired(), a.session_deleted()]
    )
    def test_nothing_is_tried_with_a_login_that_is_gone(self, end: Event) -> None:
        self.waiting.given(end).when(WhatsappSession.retry, at=a.LATER).then_nothing()


def test_the_person_may_remove_the_device_while_the_session_is_stopped() -> None:
    when("disconnected", UNLINKED).then(LOGGED_OUT)


@pytest.mark.parametrize("stage", ["logged_out", "expired"])
def test_a_login_is_lost_once(stage: str) -> None:
    when(stage, UNLINKED).then_nothing()


def test_another_name_on_the_phone_is_news() -> None:
    renamed = LINKED.model_copy(update={"push_name": "Ana's bakery"})

    when("connected", renamed).then(a.session_connected(push_name="Ana's bakery"))


@pytest.mark.parametrize("report", [QR, LINKED, UNLINKED, DROPPED, TAKEN_OVER])
def test_a_deleted_session_hears_no_more(report: SessionReport) -> None:
    outcome = Outcome(lambda: decide(stages.deleted.state, report, at=a.NOON))

    outcome.then_refused(NoSuchSession)


@pytest.mark.parametrize("stage", ["new", *stages.OPEN, "disconnected"])
def test_a_login_can_expire_at_any_time(stage: str) -> None:
    (stages.OPEN | stages.STOPPED)[stage].when(
        WhatsappSession.expire, reason="for a reason", at=a.NOON
    ).then(a.session_expired())


@pytest.mark.parametrize("stage", ["logged_out", "expired"])
def test_a_login_that_is_gone_cannot_expire(stage: str) -> None:
    stages.STOPPED[stage].when(
        WhatsappSession.expire, reason="idle", at=a.NOON
    ).then_nothing()
