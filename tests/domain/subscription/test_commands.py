from datetime import timedelta

import pytest

from domain.kernel import Invalid
from domain.reference import SubscriptionStatus
from domain.subscription.commands import PlanOffer, plan_claim
from domain.subscription.errors import (
    AlreadySubscribed,
    NoSuchPlan,
    NotSubscribed,
    PlanSlugTaken,
    SubscriptionEnded,
)
from domain.subscription.plan import Plan
from tests.domain.subscription.conftest import Shop
from tests.support import a

BASIC = PlanOffer(
    slug="shop", description="For one shop", price=6.0, features={"max_sessions": "3"}
)


def test_a_plan_is_put_on_sale_with_its_features(shop: Shop) -> None:
    shop.add_plan(BASIC)

    number = max(shop.plans.streams)
    added, feature, activated = shop.plans.streams[number]
    assert added == a.plan_added(plan_id=number, slug="shop")
    assert feature.TYPE == "plan.feature_set"
    assert activated == a.plan_activated(plan_id=number)
    assert shop.plans.get(number).features.max_sessions == 3


def test_a_slug_names_one_plan(shop: Shop) -> None:
    shop.add_plan(BASIC)

    with pytest.raises(PlanSlugTaken):
        shop.add_plan(BASIC)


def test_nothing_is_put_on_sale_with_features_that_do_not_exist(shop: Shop) -> None:
    with pytest.raises(Invalid):
        shop.add_plan(BASIC.model_copy(update={"features": {"colour": "red"}}))
    assert shop.claims.holder(plan_claim("shop")) is None


def test_the_first_catalogue_opens_once(shop: Shop) -> None:
    shop.open_catalogue()

    plans = [shop.plans.get(it) for it in shop.plans.streams]
    assert [it.slug for it in plans] == ["trial", "basic", "pro"]


def test_a_retired_plan_does_not_come_back_when_the_catalogue_opens_again(
    shop: Shop,
) -> None:
    shop.plans.change(1, lambda plan: plan.retire(at=a.NOON))
    shop.open_catalogue()

    assert shop.plans.get(1).status == "retired"
    assert len(shop.plans.streams) == 3


def test_a_trial_entitles_to_what_its_plan_allows(shop: Shop) -> None:
    held = shop.take(a.USER, "trial")

    assert shop.subscriptions.get(held.id).status is SubscriptionStatus.TRIALING
    assert shop.entitlements.of(a.USER).messages_per_day == 50


@pytest.mark.parametrize("slug", ["gold", "basic"])
def test_only_what_is_on_sale_can_be_taken(shop: Shop, slug: str) -> None:
    shop.plans.change(2, lambda plan: Plan.retire(plan, at=a.NOON))

    with pytest.raises(NoSuchPlan):
        shop.take(a.USER, slug)


def test_a_person_holds_one_subscription_at_a_time(shop: Shop) -> None:
    shop.take(a.USER, "basic")

    with pytest.raises(AlreadySubscribed):
        shop.take(a.USER, "pro")
    assert shop.take(a.USER + 1, "pro").id == 3


def test_one_that_has_run_out_makes_room_for_the_next(shop: Shop) -> None:
    first = shop.take(a.USER, "trial")
    shop.clock.move(timedelta(days=14))
    second = shop.take(a.USER, "pro")

    assert shop.subscriptions.get(first.id).status is SubscriptionStatus.EXPIRED
    assert shop.subscriptions.get(second.id).status is SubscriptionStatus.ACTIVE
    assert shop.entitlements.of(a.USER).max_sessions == 10


def test_nothing_is_allowed_without_a_living_subscription(shop: Shop) -> None:
    with pytest.raises(NotSubscribed, match="subscription or trial is required"):
        shop.entitlements.of(a.USER)
    shop.take(a.USER, "trial")
    shop.clock.move(timedelta(days=14))
    with pytest.raises(NotSubscribed):
        shop.entitlements.of(a.USER)


def test_cancelling_ends_it_and_frees_its_holder(shop: Shop) -> None:
    held = shop.take(a.USER, "basic").id
    shop.cancel(held)

    with pytest.raises(NotSubscribed):
        shop.entitlements.of(a.USER)
    with pytest.raises(SubscriptionEnded):
        shop.renew(held)
    assert shop.take(a.USER, "pro").position is not None


def test_cancelling_an_old_one_leaves_the_present_one_alone(shop: Shop) -> None:
    old = shop.take(a.USER, "basic").id
    shop.cancel(old)
    shop.take(a.USER, "pro")

    assert shop.cancel(old).position is None
    assert shop.entitlements.of(a.USER).max_sessions == 10


def test_a_renewed_one_lasts_a_period_longer(shop: Shop) -> None:
    held = shop.take(a.USER, "basic").id
    shop.renew(held)
    shop.clock.move(timedelta(days=45))

    assert shop.expire(held).position is None
    assert shop.entitlements.of(a.USER).messages_per_minute == 256
