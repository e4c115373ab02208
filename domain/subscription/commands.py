"""What people do with plans and subscriptions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from domain.kernel import Conflict, Value
from domain.ports import Aggregates, Claim, Claims, Clock, Ids, Receipt
from domain.subscription.errors import (
    AlreadySubscribed,
    NoSuchPlan,
    NotSubscribed,
    PlanSlugTaken,
    TrialUsed,
)
from domain.subscription.events import PlanEvent, SubscriptionEvent
from domain.subscription.features import Features
from domain.subscription.plan import Plan, evolve
from domain.subscription.subscription import Subscription

Plans: TypeAlias = Aggregates[Plan, PlanEvent]
Subscriptions: TypeAlias = Aggregates[Subscription, SubscriptionEvent]


def plan_claim(slug: str) -> Claim:
    return Claim("plan_slug", slug)


def subscriber_claim(user_id: int) -> Claim:
    return Claim("subscriber", str(user_id))


def trial_claim(user_id: int) -> Claim:
    """Never released: a person tries once."""
    return Claim("trial", str(user_id))


def _subscriber_claims(subscription: Subscription) -> Sequence[Claim]:
    return [subscriber_claim(subscription.user_id)]


class PlanOffer(Value):
    """A plan as it is written down before it is in the catalogue."""

    slug: str
    description: str
    price: float
    features: Mapping[str, str]


FIRST_CATALOGUE: Final = (
    PlanOffer(
        slug="trial",
        description="Fourteen days to try everything with one number",
        price=0.0,
        features={"trial_days": "14"},
    ),
    PlanOffer(
        slug="basic",
        description="One number, for a small shop",
        price=6.0,
        features={
            "messages_per_minute": "256",
            "messages_per_day": "0",
            "log_retention_days": "30",
        },
    ),
    PlanOffer(
        slug="pro",
        description="Ten numbers, bulk sending, a long history",
        price=30.0,
        features={
            "max_sessions": "10",
            "messages_per_minute": "256",
            "messages_per_day": "0",
            "max_media_mb": "50",
            "bulk_jobs": "true",
            "log_retention_days": "365",
            "webhooks_per_session": "5",
        },
    ),
)


@dataclass(frozen=True, slots=True)
class AddPlan:
    """Puts a plan on sale."""

    plans: Plans
    clock: Clock
    ids: Ids

    def __call__(self, offer: PlanOffer) -> Receipt:
        plan_id, at = self.ids.next("subscriptions"), self.clock.now()
        events = Plan.add(
            plan_id,
            slug=offer.slug,
            description=offer.description,
            price=offer.price,
            at=at,
        )
        plan = evolve(None, events[0])
        for slug, value in offer.features.items():
            feature_id = self.ids.next("suscriptions_features")
            events += plan.set_feature(slug, value, feature_id=feature_id, at=at)
        events += plan.activate(at=at)
        try:
            return self.plans.begin(plan_id, events, claims=[plan_claim(offer.slug)])
        except Conflict as error:
            raise PlanSlugTaken(f"There is a plan {offer.slug} already.") from error


@dataclass(frozen=True, slots=True)
class OpenCatalogue:
    """Offers the first plans, those of them that were never offered."""

    add_plan: AddPlan
    claims: Claims

    def __call__(self, offers: Sequence[PlanOffer] = FIRST_CATALOGUE) -> None:
        for offer in offers:
            if self.claims.holder(plan_claim(offer.slug)) is None:
                self.add_plan(offer)


@dataclass(frozen=True, slots=True)
class ExpireSubscription:
    """Ends it if its time has come."""

    subscriptions: Subscriptions
    clock: Clock

    def __call__(self, subscription_id: int) -> Receipt:
        at = self.clock.now()
        return self.subscriptions.change(
            subscription_id,
            lambda subscription: subscription.expire(at=at),
            releases=_subscriber_claims,
        )


@dataclass(frozen=True, slots=True)
class TakeSubscription:
    """One at a time; one that has run out makes room for the next."""

    subscriptions: Subscriptions
    plans: Plans
    claims: Claims
    expire: ExpireSubscription
    clock: Clock
    ids: Ids

    def __call__(self, user_id: int, plan_slug: str) -> Receipt:
        plan = self.plan_on_sale(plan_slug)
        held = self.claims.holder(subscriber_claim(user_id))
        if held is not None:
            self.expire(held)
        subscription_id, at = self.ids.next("user_suscription"), self.clock.now()
        events = Subscription.take(
            subscription_id,
            user_id=user_id,
            plan_id=plan.id,
            trial_days=plan.features.trial_days,
            at=at,
        )
        claims = [subscriber_claim(user_id)]
        if plan.features.trial_days:
            self._must_not_have_tried(user_id)
            claims.append(trial_claim(user_id))
        try:
            return self.subscriptions.begin(subscription_id, events, claims=claims)
        except Conflict as error:
            raise AlreadySubscribed("You hold a subscription already.") from error

    def _must_not_have_tried(self, user_id: int) -> None:
        if self.claims.holder(trial_claim(user_id)) is not None:
            raise TrialUsed("You have had your trial; see the other plans.")

    def plan_on_sale(self, slug: str) -> Plan:
        """Raises NoSuchPlan."""
        plan_id = self.claims.holder(plan_claim(slug))
        if plan_id is None:
            raise NoSuchPlan(f"There is no plan {slug!r}; see the catalogue.")
        plan = self.plans.get(plan_id)
        plan.must_be_on_sale()
        return plan


@dataclass(frozen=True, slots=True)
class CancelSubscription:
    """Ends it now, and frees its holder to take another."""

    subscriptions: Subscriptions
    clock: Clock

    def __call__(self, subscription_id: int) -> Receipt:
        at = self.clock.now()
        return self.subscriptions.change(
            subscription_id,
            lambda subscription: subscription.cancel(at=at),
            releases=_subscriber_claims,
        )


@dataclass(frozen=True, slots=True)
class RenewSubscription:
    subscriptions: Subscriptions
    clock: Clock

    def __call__(self, subscription_id: int) -> Receipt:
        at = self.clock.now()
        return self.subscriptions.change(
            subscription_id, lambda subscription: subscription.renew(at=at)
        )


@dataclass(frozen=True, slots=True)
class Entitlements:
    """What a person may do now, by the plan they hold."""

    subscriptions: Subscriptions
    plans: Plans
    claims: Claims
    clock: Clock

    def of(self, user_id: int) -> Features:
        """Raises NotSubscribed without a living subscription or trial."""
        held = self.claims.holder(subscriber_claim(user_id))
        if held is not None:
            subscription = self.subscriptions.get(held)
            if subscription.is_alive(self.clock.now()):
                return self.plans.get(subscription.plan_id).features
        raise NotSubscribed("Active subscription or trial is required to use the API")
