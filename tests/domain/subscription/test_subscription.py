from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.reference import SubscriptionStatus
from domain.subscription.errors import SubscriptionEnded
from domain.subscription.subscription import PERIOD, Subscription, evolve
from tests.support import a
from tests.support.scenario import Scenario

trial = Scenario(evolve).given(a.subscription_taken())
paid = trial.given(a.subscription_renewed())
cancelled = trial.given(a.subscription_cancelled())
expired = trial.given(a.subscription_expired())

BEFORE, AFTER = a.LATER - timedelta(seconds=1), a.LATER


@pytest.mark.parametrize(
    ("trial_days", "status", "ends_at"),
    [
        (14, SubscriptionStatus.TRIALING, a.NOON + timedelta(days=14)),
        (0, SubscriptionStatus.ACTIVE, a.NOON + PERIOD),
    ],
)
def test_a_plan_with_trial_days_begins_as_a_trial(
    trial_days: int, status: SubscriptionStatus, ends_at: datetime
) -> None:
    Scenario(evolve).when(
        Subscription.take,
        a.SUBSCRIPTION,
        user_id=a.USER,
        plan_id=a.PLAN,
        trial_days=trial_days,
        at=a.NOON,
    ).then(a.subscription_taken(status=status, ends_at=ends_at))


@pytest.mark.parametrize(
    ("at", "start"), [(a.NOON, a.LATER), (a.LATER + PERIOD, a.LATER + PERIOD)]
)
def test_renewing_adds_a_period_to_the_end_or_to_now(
    at: datetime, start: datetime
) -> None:
    trial.when(Subscription.renew, at=at).then(
        a.subscription_renewed(at=at, ends_at=start + PERIOD)
    )


def test_a_renewed_trial_is_paid_for() -> None:
    assert paid.state.status is SubscriptionStatus.ACTIVE


def test_another_plan_runs_to_the_same_end() -> None:
    trial.when(Subscription.change_plan, 3, at=a.NOON).then(
        a.subscription_plan_changed(plan_id=3)
    )
    trial.when(Subscription.change_plan, a.PLAN, at=a.NOON).then_nothing()


def test_who_pays_late_keeps_everything_for_now() -> None:
    late = paid.given(a.subscription_past_due())

    paid.when(Subscription.fall_due, at=a.NOON).then(a.subscription_past_due())
    late.when(Subscription.fall_due, at=a.NOON).then_nothing()
    assert late.state.is_alive(a.NOON)
    assert late.given(a.subscription_renewed()).state.status == "active"


def test_cancelling_ends_it_once() -> None:
    trial.when(Subscription.cancel, at=a.NOON).then(a.subscription_cancelled())
    cancelled.when(Subscription.cancel, at=a.NOON).then_nothing()
    expired.when(Subscription.cancel, at=a.NOON).then_nothing()


def test_it_expires_when_its_time_has_come() -> None:
    trial.when(Subscription.expire, at=BEFORE).then_nothing()
    trial.when(Subscription.expire, at=AFTER).then(a.subscription_expired(at=AFTER))
    expired.when(Subscription.expire, at=AFTER).then_nothing()
    cancelled.when(Subscription.expire, at=AFTER).then_nothing()


def test_it_is_dead_at_its_end_even_before_that_is_recorded() -> None:
    assert trial.state.is_alive(BEFORE)
    assert not trial.state.is_alive(AFTER)
    assert not cancelled.state.is_alive(BEFORE)
    assert not expired.state.is_alive(BEFORE)


def test_one_without_an_end_goes_on() -> None:
    endless = Scenario(evolve).given(a.subscription_taken(ends_at=None))

    assert endless.state.is_alive(a.LATER)
    endless.when(Subscription.expire, at=a.LATER).then_nothing()


@pytest.mark.parametrize("ended", [cancelled, expired])
@pytest.mark.parametrize(
    ("decision", "args"),
    [
        (Subscription.renew, ()),
        (Subscription.change_plan, (3,)),
        (Subscription.fall_due, ()),
    ],
)
def test_what_has_ended_does_not_change(
    ended: Scenario, decision: Any, args: tuple[Any, ...]
) -> None:
    ended.when(decision, *args, at=a.NOON).then_refused(SubscriptionEnded)
