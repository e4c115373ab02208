"""The limits and rights of each plan: text, whose type is fixed by the slug."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Column, Connection, Table, Unicode, select

from domain.subscription.events import PlanFeatureRemoved, PlanFeatureSet
from projections.columns import changed, created, dates, reference, row_id, slug
from projections.kernel import ReadModel, Rows, read_tables
from projections.subscriptions import PlanRow, plans_on_sale

suscriptions_features = Table(
    "suscriptions_features",
    read_tables,
    row_id(),
    slug(),
    reference("suscription_id", "subscriptions.id", index=True),
    Column("value", Unicode(1000), nullable=False),
    *dates(),
)
model = ReadModel(suscriptions_features)


@model.on(PlanFeatureSet)
def set_feature(rows: Rows, event: PlanFeatureSet, _: int) -> None:
    row = {
        "id": event.feature_id,
        "slug": event.slug,
        "suscription_id": event.plan_id,
        "value": event.value,
        **created(event),
    }
    rows.put(row, changed(event, value=event.value))


@model.on(PlanFeatureRemoved)
def remove_feature(rows: Rows, event: PlanFeatureRemoved, _: int) -> None:
    rows.delete(event.feature_id)


class OfferedPlan(NamedTuple):
    plan: PlanRow
    features: Mapping[str, str]


def features_of(connection: Connection, plan_id: int) -> Mapping[str, str]:
    """Slug and value of everything the plan offers."""
    return _features(connection, [plan_id]).get(plan_id, {})


def catalogue(connection: Connection) -> Sequence[OfferedPlan]:
    """Every plan on sale with its features, the cheapest first."""
    plans = plans_on_sale(connection)
    features = _features(connection, [plan.id for plan in plans])
    return [OfferedPlan(plan, features.get(plan.id, {})) for plan in plans]


def _features(
    connection: Connection, plan_ids: Sequence[int]
) -> Mapping[int, Mapping[str, str]]:
    it = suscriptions_features.c
    query = select(it.suscription_id, it.slug, it.value).order_by(it.slug)
    found = defaultdict[int, dict[str, str]](dict)
    for plan_id, name, value in connection.execute(
        query.where(it.suscription_id.in_(plan_ids))
    ):
        found[plan_id][name] = value
    return found
