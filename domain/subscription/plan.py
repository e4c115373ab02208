"""A plan of the catalogue: its price and what it allows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, assert_never

from domain.kernel import Value
from domain.reference import PlanStatus
from domain.subscription.errors import NoSuchPlan
from domain.subscription.events import (
    PlanActivated,
    PlanAdded,
    PlanDescribed,
    PlanEvent,
    PlanFeatureRemoved,
    PlanFeatureSet,
    PlanPriced,
    PlanRetired,
)
from domain.subscription.features import Features, valid_feature
from domain.subscription.rules import valid_description, valid_price, valid_slug

Events = tuple[PlanEvent, ...]


class Feature(Value):
    id: int
    value: str


class Plan(Value):
    id: int
    slug: str
    description: str
    price: float
    status: PlanStatus = PlanStatus.DRAFT
    features_set: Mapping[str, Feature] = {}

    @property
    def features(self) -> Features:
        return Features.of({slug: it.value for slug, it in self.features_set.items()})

    @staticmethod
    def add(
        plan_id: int, *, slug: str, description: str, price: float, at: datetime
    ) -> Events:
        return (
            PlanAdded(
                plan_id=plan_id,
                slug=valid_slug(slug),
                description=valid_description(description),
                price=valid_price(price),
                at=at,
            ),
        )

    def describe(self, description: str, *, at: datetime) -> Events:
        description = valid_description(description)
        if description == self.description:
            return ()
        return (PlanDescribed(plan_id=self.id, description=description, at=at),)

    def set_price(self, price: float, *, at: datetime) -> Events:
        if valid_price(price) == self.price:
            return ()
        return (PlanPriced(plan_id=self.id, price=price, at=at),)

    def activate(self, *, at: datetime) -> Events:
        if self.status is PlanStatus.ACTIVE:
            return ()
        return (PlanActivated(plan_id=self.id, at=at),)

    def retire(self, *, at: datetime) -> Events:
        if self.status is PlanStatus.RETIRED:
            return ()
        return (PlanRetired(plan_id=self.id, at=at),)

    def set_feature(
        self, slug: str, value: str, *, feature_id: int, at: datetime
    ) -> Events:
        valid_feature(slug, value)
        had = self.features_set.get(slug)
        if had and had.value == value:
            return ()
        return (
            PlanFeatureSet(
                plan_id=self.id,
                feature_id=had.id if had else feature_id,
                slug=slug,
                value=value,
                at=at,
            ),
        )

    def remove_feature(self, slug: str, *, at: datetime) -> Events:
        had = self.features_set.get(slug)
        if had is None:
            return ()
        return (
            PlanFeatureRemoved(plan_id=self.id, feature_id=had.id, slug=slug, at=at),
        )

    def must_be_on_sale(self) -> None:
        if self.status is not PlanStatus.ACTIVE:
            raise NoSuchPlan(f"The plan {self.slug} is not on sale.")


def evolve(state: Plan | None, event: PlanEvent) -> Plan:
    if isinstance(event, PlanAdded):
        return Plan(
            id=event.plan_id,
            slug=event.slug,
            description=event.description,
            price=event.price,
        )
    assert state is not None, f"{event.TYPE} cannot be the first event"
    now: dict[str, Any]
    match event:
        case PlanDescribed():
            now = {"description": event.description}
        case PlanPriced():
            now = {"price": event.price}
        case PlanActivated():
            now = {"status": PlanStatus.ACTIVE}
        case PlanRetired():
            now = {"status": PlanStatus.RETIRED}
        case PlanFeatureSet():
            feature = Feature(id=event.feature_id, value=event.value)
            now = {"features_set": {**state.features_set, event.slug: feature}}
        case PlanFeatureRemoved():
            left = {k: it for k, it in state.features_set.items() if k != event.slug}
            now = {"features_set": left}
        case _:
            assert_never(event)
    return state.model_copy(update=now)
