"""What happens to plans and subscriptions, in rows."""

from typing import Any

import pytest

from domain.reference import PlanStatus, SubscriptionStatus
from tests.projections.rows import Case, Holds, check, status
from tests.projections.world import World
from tests.support import a

TAKEN = a.subscription_taken()


def plan(entry: PlanStatus) -> Holds:
    return status("suscription_status_id", entry)


def held(entry: SubscriptionStatus, **more: Any) -> Holds:
    return status("user_suscription_status_id", entry, **more)


CASES: list[Case] = [
    ((), "subscriptions", a.PLAN, plan(PlanStatus.ACTIVE) | {"price": 6.0}),
    ((a.plan_described(),), "subscriptions", a.PLAN, {"description": "For two shops"}),
    ((a.plan_priced(),), "subscriptions", a.PLAN, {"price": 7.5}),
    ((a.plan_retired(),), "subscriptions", a.PLAN, plan(PlanStatus.RETIRED)),
    (
        (a.plan_feature_set(),),
        "suscriptions_features",
        a.FEATURE,
        {"slug": "max_sessions", "value": "3", "suscription_id": a.PLAN},
    ),
    (
        (a.plan_feature_set(), a.plan_feature_set(value="4")),
        "suscriptions_features",
        a.FEATURE,
        {"value": "4"},
    ),
    (
        (a.plan_feature_set(), a.plan_feature_removed()),
        "suscriptions_features",
        a.FEATURE,
        None,
    ),
    (
        (TAKEN,),
        "user_suscription",
        a.SUBSCRIPTION,
        held(SubscriptionStatus.TRIALING, user_id=a.USER, ends_at=a.LATER)
        | {"user_subscription_id": a.PLAN},
    ),
    (
        (TAKEN, a.subscription_renewed(ends_at=None)),
        "user_suscription",
        a.SUBSCRIPTION,
        held(SubscriptionStatus.ACTIVE, ends_at=None),
    ),
    (
        (TAKEN, a.plan_added(plan_id=3), a.subscription_plan_changed(plan_id=3)),
        "user_suscription",
        a.SUBSCRIPTION,
        {"user_subscription_id": 3},
    ),
    (
        (TAKEN, a.subscription_past_due()),
        "user_suscription",
        a.SUBSCRIPTION,
        held(SubscriptionStatus.PAST_DUE),
    ),
    (
        (TAKEN, a.subscription_cancelled()),
        "user_suscription",
        a.SUBSCRIPTION,
        held(SubscriptionStatus.CANCELLED),
    ),
    (
        (TAKEN, a.subscription_expired()),
        "user_suscription",
        a.SUBSCRIPTION,
        held(SubscriptionStatus.EXPIRED),
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_the_row_after_these_events(begun: World, case: Case) -> None:
    check(begun, case)
