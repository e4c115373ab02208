"""One life of one browser, from opened to closed or crashed."""

from datetime import datetime
from typing import Any

import pytest

from domain.kernel import Event
from domain.whatsapp_session import browser
from domain.whatsapp_session.browser import DOUBTED_AGAIN
from domain.whatsapp_session.errors import ImpossibleMove, NoSuchSession
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from tests.domain.whatsapp_session import stages
from tests.support import a
from tests.support.scenario import Outcome, Scenario

asked_for = stages.new.given(a.session_connecting())
WHY = {"reason": "for a reason"}
SHOWN = {"pid": 4242, "endpoint": "ws://127.0.0.1:9222/devtools"}


def opened(given: Scenario, number: int = a.BROWSER) -> Outcome:
    return given.when(
        browser.start,
        number,
        node="host-1",
        profile="profiles/12",
        at=a.NOON,
    )


def ready_told(given: Scenario) -> Outcome:
    return given.when(browser.ready, at=a.NOON, **SHOWN)


def doubt(given: Scenario, at: datetime = a.NOON) -> Outcome:
    return given.when(browser.doubt, at=at, **WHY)


def test_a_browser_is_opened_for_a_session_that_asked_for_one() -> None:
    opened(asked_for).then(a.browser_opened())


@pytest.mark.parametrize("stage", stages.STOPPED)
def test_no_browser_is_opened_for_a_stopped_session(stage: str) -> None:
    opened(stages.STOPPED[stage]).then_refused(ImpossibleMove)


def test_none_is_opened_for_a_deleted_one() -> None:
    opened(stages.deleted).then_refused(NoSuchSession)


@pytest.mark.parametrize("stage", stages.OPEN)
def test_after_a_restart_of_the_program_the_dead_browser_is_accounted_for(
    stage: str,
) -> None:
    gone: list[Event] = [a.browser_crashed(reason="its process is gone")]
    if stage != "connecting":
        gone.append(a.session_connecting(reason="a new browser"))

    opened(stages.OPEN[stage], 52).then(*gone, a.browser_opened(browser_context_id=52))


@pytest.mark.parametrize(
    ("decision", "facts", "event"),
    [
        (
            browser.ready,
            SHOWN,
            a.browser_ready(),
        ),
        (browser.doubt, WHY, a.browser_unresponsive()),
        (browser.lose, WHY, a.browser_crashed()),
        (browser.close, WHY, a.browser_closed()),
    ],
)
def test_a_living_browser_is_told_of_and_no_other(
    decision: Any, facts: dict[str, Any], event: Event
) -> None:
    asked_for.given(a.browser_opened()).when(decision, at=a.NOON, **facts).then(event)
    asked_for.when(decision, at=a.NOON, **facts).then_nothing()


def test_a_browser_that_answers_now_and_then_is_not_told_of_each_time() -> None:
    ready = asked_for.given(a.browser_opened(), a.browser_ready())
    doubted, soon = ready.given(a.browser_unresponsive()), DOUBTED_AGAIN / 2

    ready_told(ready).then_nothing()
    ready_told(doubted).then(a.browser_ready())
    doubt(doubted.given(a.browser_ready()), a.NOON + soon).then_nothing()
    doubt(doubted, a.NOON + DOUBTED_AGAIN).then(
        a.browser_unresponsive(at=a.NOON + DOUBTED_AGAIN)
    )


def test_another_browser_is_told_of_at_once() -> None:
    doubted = stages.connected.given(a.browser_unresponsive(), a.browser_crashed())
    another = doubted.given(a.browser_opened())

    doubt(another).then(a.browser_unresponsive())
    ready_told(another).then(a.browser_ready())


@pytest.mark.parametrize("end", [a.browser_crashed(), a.browser_closed()])
def test_a_browser_ends_once(end: Event) -> None:
    ended = stages.connected.given(end)

    assert ended.state.browser_context_id is None
    ended.when(browser.lose, at=a.NOON, **WHY).then_nothing()


def test_one_that_is_still_to_be_closed_is_not_used_again() -> None:
    still_open = stages.connected.given(a.session_disconnected())

    still_open.when(WhatsappSession.connect, at=a.NOON).then(
        a.browser_closed(reason="connected again"),
        a.session_connecting(reason="requested"),
    )


def test_a_browser_can_be_closed_after_its_session_was_deleted() -> None:
    stages.connected.given(a.session_disconnected(), a.session_deleted()).when(
        browser.close, at=a.NOON, **WHY
    ).then(a.browser_closed())


def test_a_browser_that_dies_while_it_is_being_closed_is_still_accounted_for() -> None:
    stages.connected.given(a.session_disconnected()).when(
        browser.crash, at=a.NOON, **WHY
    ).then(a.browser_crashed())
