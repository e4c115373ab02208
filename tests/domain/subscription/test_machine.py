"""Random walks: one plan from draft to retirement, one subscription to its end."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from domain.reference import PlanStatus, SubscriptionStatus
from domain.subscription import plan, subscription
from domain.subscription.features import SLUGS
from domain.subscription.plan import Plan
from domain.subscription.subscription import PERIOD, Subscription
from tests.domain.machine import MODERATE, AggregateMachine
from tests.support import a

FEATURES = st.sampled_from(SLUGS)


class PlanMachine(AggregateMachine):
    evolve = plan.evolve
    state: Plan

    @initialize()
    def add(self) -> None:
        self.record([a.plan_added(price=6.0)])
        self.status, self.price, self.ids = PlanStatus.DRAFT, 6.0, 100
        self.features: dict[str, tuple[int, str]] = {}

    @rule()
    def activate(self) -> None:
        self.decide(lambda it: it.activate(at=a.NOON))
        self.status = PlanStatus.ACTIVE

    @rule()
    def retire(self) -> None:
        self.decide(lambda it: it.retire(at=a.NOON))
        self.status = PlanStatus.RETIRED

    @rule(price=st.floats(width=32))
    def set_price(self, price: float) -> None:
        good = 0 <= price < float("inf")
        self.decide(lambda it: it.set_price(price, at=a.NOON), refused=not good)
        self.price = price if good else self.price

    @rule(slug=FEATURES, value=st.sampled_from(["0", "1", "-1", "true", "much"]))
    def set_feature(self, slug: str, value: str) -> None:
        good = value in {"0", "1"} or (value == "true" and slug == "bulk_jobs")
        self.ids += 1
        self.decide(
            lambda it: it.set_feature(slug, value, feature_id=self.ids, at=a.NOON),
            refused=not good,
        )
        if good:
            row, _ = self.features.get(slug, (self.ids, ""))
            self.features[slug] = row, value

    @rule(slug=FEATURES)
    def remove_feature(self, slug: str) -> None:
        self.decide(lambda it: it.remove_feature(slug, at=a.NOON))
        self.features.pop(slug, None)

    def check(self) -> None:
        assert (self.state.status, self.state.price) == (self.status, self.price)
        features = self.state.features_set.items()
        assert {slug: (it.id, it.value) for slug, it in features} == self.features
        assert set(self.state.features.model_dump()) == set(SLUGS)


class SubscriptionMachine(AggregateMachine):
    evolve = subscription.evolve
    state: Subscription

    @initialize(trial=st.booleans())
    def take(self, trial: bool) -> None:  # noqa: FBT001
        self.at, self.plan = a.NOON, a.PLAN
        days = 14 if trial else 0
        self.record(
            Subscription.take(
                1, user_id=a.USER, plan_id=a.PLAN, trial_days=days, at=self.at
            )
        )
        self.status = (
            SubscriptionStatus.TRIALING if trial else SubscriptionStatus.ACTIVE
        )
        self.ends_at = self.at + timedelta(days=days or 30)
        self.ended = False

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule()
    def renew(self) -> None:
        self.decide(lambda it: it.renew(at=self.at), refused=self.ended)
        if not self.ended:
            self.status = SubscriptionStatus.ACTIVE
            self.ends_at = max(self.ends_at, self.at) + PERIOD

    @rule(plan_id=st.integers(1, 3))
    def change_plan(self, plan_id: int) -> None:
        self.decide(lambda it: it.change_plan(plan_id, at=self.at), refused=self.ended)
        self.plan = self.plan if self.ended else plan_id

    @rule()
    def fall_due(self) -> None:
        self.decide(lambda it: it.fall_due(at=self.at), refused=self.ended)
        if not self.ended:
            self.status = SubscriptionStatus.PAST_DUE

    @rule()
    def cancel(self) -> None:
        self.decide(lambda it: it.cancel(at=self.at))
        self._end(SubscriptionStatus.CANCELLED)

    @rule()
    def expire(self) -> None:
        self.decide(lambda it: it.expire(at=self.at))
        if self.ends_at <= self.at:
            self._end(SubscriptionStatus.EXPIRED)

    def _end(self, status: SubscriptionStatus) -> None:
        self.status = self.status if self.ended else status
        self.ended = True

    def check(self) -> None:
        held = self.state
        assert (held.status, held.plan_id) == (self.status, self.plan)
        assert held.ends_at == self.ends_at
        in_time = self.at < self.ends_at
        assert held.is_alive(self.at) is (in_time and not self.ended)


TestPlan, TestSubscription = PlanMachine.TestCase, SubscriptionMachine.TestCase
TestPlan.settings = TestSubscription.settings = MODERATE
