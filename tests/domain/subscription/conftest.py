"""A shop in memory, with the first catalogue on sale."""

from dataclasses import dataclass, field

import pytest

from domain.subscription import plan, subscription
from domain.subscription.commands import (
    AddPlan,
    CancelSubscription,
    Entitlements,
    ExpireSubscription,
    OpenCatalogue,
    RenewSubscription,
    TakeSubscription,
)
from domain.subscription.events import PlanEvent, SubscriptionEvent
from domain.subscription.plan import Plan
from domain.subscription.subscription import Subscription
from tests.support.clock import FixedClock
from tests.support.memory import CountingIds, MemoryAggregates, MemoryClaims


@dataclass
class Shop:
    claims: MemoryClaims = field(default_factory=MemoryClaims)
    clock: FixedClock = field(default_factory=FixedClock)
    ids: CountingIds = field(default_factory=CountingIds)

    def __post_init__(self) -> None:
        clock, ids, claims = self.clock, self.ids, self.claims
        self.plans = MemoryAggregates[Plan, PlanEvent](plan.evolve, claims)
        self.subscriptions = MemoryAggregates[Subscription, SubscriptionEvent](
            subscription.evolve, claims
        )
        self.add_plan = AddPlan(self.plans, clock, ids)
        self.open_catalogue = OpenCatalogue(self.add_plan, claims)
        self.expire = ExpireSubscription(self.subscriptions, clock)
        self.cancel = CancelSubscription(self.subscriptions, clock)
        self.renew = RenewSubscription(self.subscriptions, clock)
        self.take = TakeSubscription(
            self.subscriptions, self.plans, claims, self.expire, clock, ids
        )
        self.entitlements = Entitlements(self.subscriptions, self.plans, claims, clock)


@pytest.fixture
def shop() -> Shop:
    it = Shop()
    it.open_catalogue()
    return it
