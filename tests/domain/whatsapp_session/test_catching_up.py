"""How far back nothing is missing."""

from datetime import datetime, timedelta

import pytest

from domain.kernel import Event
from domain.whatsapp_session import login
from domain.whatsapp_session.login import WORTH_NOTING
from tests.domain.whatsapp_session import stages
from tests.support import a
from tests.support.scenario import Outcome, Scenario


def caught_up(given: Scenario, until: datetime = a.NOON) -> Outcome:
    return given.when(login.catch_up, until=until, at=a.NOON)


@pytest.mark.parametrize("stage", ["connected", "disconnected"])
def test_of_a_login_it_is_noted(stage: str) -> None:
    given = {"connected": stages.connected, "disconnected": stages.disconnected}[stage]

    caught_up(given).then(a.session_caught_up())
    assert given.given(a.session_caught_up()).state.caught_up_until == a.NOON


@pytest.mark.parametrize(
    "given", [stages.new, stages.logged_out, stages.expired, stages.deleted]
)
def test_without_a_login_there_is_nothing_to_note(given: Scenario) -> None:
    caught_up(given).then_nothing()


def test_a_look_that_began_in_the_login_before_says_nothing() -> None:
    caught_up(stages.connected, a.NOON - timedelta(seconds=1)).then_nothing()


@pytest.mark.parametrize(
    ("later", "told"),
    [(-WORTH_NOTING, False), (WORTH_NOTING / 2, False), (WORTH_NOTING, True)],
)
def test_only_what_spares_something_is_noted(
    later: timedelta,
    told: bool,  # noqa: FBT001
) -> None:
    until = a.NOON + later
    outcome = caught_up(stages.connected.given(a.session_caught_up()), until)

    outcome.then(*([a.session_caught_up(until=until)] if told else []))


@pytest.mark.parametrize(
    "end", [a.session_logged_out(), a.session_expired(), a.session_imported()]
)
def test_another_login_begins_with_nothing_known(end: Event) -> None:
    state = stages.connected.given(a.session_caught_up(), end).state

    assert state.caught_up_until is None
