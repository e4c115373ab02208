"""The catalogue: plans on sale, in preparation, or retired."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Column, Connection, Double, Table, select

from domain.reference import PlanStatus
from domain.subscription.events import (
    PlanActivated,
    PlanAdded,
    PlanDescribed,
    PlanPriced,
    PlanRetired,
)
from projections.columns import (
    changed,
    created,
    dates,
    description,
    reference,
    row_id,
    slug,
)
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import columns_of, every, first
from projections.reference_data import entry

subscriptions = Table(
    "subscriptions",
    read_tables,
    row_id(),
    slug(),
    description(),
    reference("suscription_status_id", "subscriptions_status.id"),
    Column("price", Double()),
    *dates(),
)
model = ReadModel(subscriptions)


@model.on(PlanAdded)
def add(rows: Rows, event: PlanAdded, _: int) -> None:
    rows.insert(
        {
            "id": event.plan_id,
            "slug": event.slug,
            "description": event.description,
            "suscription_status_id": PlanStatus.DRAFT.row_id,
            "price": event.price,
            **created(event),
        }
    )


@model.on(PlanDescribed)
def describe(rows: Rows, event: PlanDescribed, _: int) -> None:
    rows.update(event.plan_id, changed(event, description=event.description))


@model.on(PlanPriced)
def price(rows: Rows, event: PlanPriced, _: int) -> None:
    rows.update(event.plan_id, changed(event, price=event.price))


@model.on(PlanActivated)
def offer(rows: Rows, event: PlanActivated, _: int) -> None:
    status = PlanStatus.ACTIVE.row_id
    rows.update(event.plan_id, changed(event, suscription_status_id=status))


@model.on(PlanRetired)
def retire(rows: Rows, event: PlanRetired, _: int) -> None:
    status = PlanStatus.RETIRED.row_id
    rows.update(event.plan_id, changed(event, suscription_status_id=status))


class PlanRow(NamedTuple):
    id: int
    slug: str
    description: str
    suscription_status_id: int
    price: float

    @property
    def status(self) -> PlanStatus:
        return entry(PlanStatus, self.suscription_status_id)


_rows = select(*columns_of(subscriptions, PlanRow))


def plan_by_slug(connection: Connection, wanted: str) -> PlanRow | None:
    """Whatever its status; the newest one of that name."""
    named = _rows.where(subscriptions.c.slug == wanted)
    return first(connection, PlanRow, named.order_by(subscriptions.c.id.desc()))


def plans_on_sale(connection: Connection) -> Sequence[PlanRow]:
    on_sale = subscriptions.c.suscription_status_id == PlanStatus.ACTIVE.row_id
    cheapest_first = (subscriptions.c.price, subscriptions.c.id)
    return every(connection, PlanRow, _rows.where(on_sale).order_by(*cheapest_first))
