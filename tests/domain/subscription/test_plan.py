import math
from typing import Any

import pytest

from domain.kernel import Invalid
from domain.reference import PlanStatus
from domain.subscription.errors import NoSuchPlan
from domain.subscription.plan import Plan, evolve
from tests.support import a
from tests.support.scenario import Scenario

plan = Scenario(evolve).given(a.plan_added())


def add(**but: Any) -> Any:
    facts = {"slug": "basic", "description": "For one shop", "price": 6.0} | but
    return Scenario(evolve).when(Plan.add, a.PLAN, at=a.NOON, **facts)


def test_a_plan_begins_as_a_draft() -> None:
    add().then(a.plan_added())
    assert plan.state.status is PlanStatus.DRAFT


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": ""},
        {"slug": "Basic"},
        {"slug": "b" * 101},
        {"description": " "},
        {"description": "d" * 501},
        {"price": -1.0},
        {"price": math.inf},
        {"price": math.nan},
    ],
)
def test_what_is_no_plan(wrong: dict[str, Any]) -> None:
    add(**wrong).then_refused(Invalid)


@pytest.mark.parametrize(
    ("decision", "value", "event"),
    [
        (Plan.describe, "For two shops", a.plan_described()),
        (Plan.set_price, 7.5, a.plan_priced()),
    ],
)
def test_words_and_price_change_once(decision: Any, value: Any, event: Any) -> None:
    plan.when(decision, value, at=a.NOON).then(event)
    plan.given(event).when(decision, value, at=a.NOON).then_nothing()


@pytest.mark.parametrize(
    ("decision", "value"), [(Plan.describe, ""), (Plan.set_price, -0.5)]
)
def test_nor_can_a_plan_become_none(decision: Any, value: Any) -> None:
    plan.when(decision, value, at=a.NOON).then_refused(Invalid)


@pytest.mark.parametrize(
    ("decision", "event"),
    [(Plan.activate, a.plan_activated()), (Plan.retire, a.plan_retired())],
)
def test_a_plan_goes_on_sale_and_off_it_once(decision: Any, event: Any) -> None:
    plan.when(decision, at=a.NOON).then(event)
    plan.given(event).when(decision, at=a.NOON).then_nothing()


def test_only_an_active_plan_is_on_sale() -> None:
    plan.given(a.plan_activated()).state.must_be_on_sale()
    for it in (plan, plan.given(a.plan_activated(), a.plan_retired())):
        with pytest.raises(NoSuchPlan):
            it.state.must_be_on_sale()


def set_feature(given: Scenario, value: str, slug: str = "max_sessions") -> Any:
    return given.when(Plan.set_feature, slug, value, feature_id=a.FEATURE, at=a.NOON)


def test_a_feature_is_set_once_and_keeps_its_row() -> None:
    had = plan.given(a.plan_feature_set(feature_id=99))

    set_feature(plan, "3").then(a.plan_feature_set())
    set_feature(had, "3").then_nothing()
    set_feature(had, "4").then(a.plan_feature_set(feature_id=99, value="4"))


@pytest.mark.parametrize(
    ("slug", "value"),
    [("max_sessions", "many"), ("max_sessions", "-1"), ("colour", "1")],
)
def test_a_feature_has_a_known_slug_and_a_value_that_fits(
    slug: str, value: str
) -> None:
    set_feature(plan, value, slug).then_refused(Invalid)


def test_a_feature_is_removed_once() -> None:
    had = plan.given(a.plan_feature_set())

    had.when(Plan.remove_feature, "max_sessions", at=a.NOON).then(
        a.plan_feature_removed()
    )
    had.given(a.plan_feature_removed()).when(
        Plan.remove_feature, "max_sessions", at=a.NOON
    ).then_nothing()


def test_features_are_typed_and_a_trial_of_the_contract_where_a_plan_says_nothing() -> (
    None
):
    some = a.plan_feature_set(slug="bulk_jobs", value="true"), a.plan_feature_set()
    features = plan.given(*some).state.features

    assert (features.bulk_jobs, features.max_sessions) == (True, 3)
    assert (features.messages_per_minute, features.messages_per_day) == (1, 50)
    assert features.account_protection_seconds == 5


def test_a_feature_of_a_later_version_is_left_alone() -> None:
    later = plan.given(a.plan_feature_set(slug="moon_flights", value="2"))

    assert later.state.features == plan.state.features
