"""Who holds which plan, since when, until when."""

from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from sqlalchemy import Column, Connection, Table, select

from domain.reference import SubscriptionStatus
from domain.subscription.events import (
    SubscriptionCancelled,
    SubscriptionExpired,
    SubscriptionPastDue,
    SubscriptionPlanChanged,
    SubscriptionRenewed,
    SubscriptionTaken,
)
from projections.columns import (
    UtcDateTime,
    changed,
    created,
    dates,
    reference,
    row_id,
)
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import columns_of, first
from projections.reference_data import entry

user_suscription = Table(
    "user_suscription",
    read_tables,
    row_id(),
    reference("user_subscription_id", "subscriptions.id"),
    reference("user_suscription_status_id", "user_subscriptions_status.id"),
    *dates(),
    reference("user_id", "users.id", index=True),
    Column("ends_at", UtcDateTime()),
)
model = ReadModel(user_suscription)


@model.on(SubscriptionTaken)
def take(rows: Rows, event: SubscriptionTaken, _: int) -> None:
    rows.insert(
        {
            "id": event.subscription_id,
            "user_subscription_id": event.plan_id,
            "user_suscription_status_id": event.status.row_id,
            "user_id": event.user_id,
            "ends_at": event.ends_at,
            **created(event),
        }
    )


@model.on(SubscriptionRenewed)
def renew(rows: Rows, event: SubscriptionRenewed, _: int) -> None:
    status = SubscriptionStatus.ACTIVE.row_id
    changes = {"user_suscription_status_id": status, "ends_at": event.ends_at}
    rows.update(event.subscription_id, changed(event, **changes))


@model.on(SubscriptionPlanChanged)
def change_plan(rows: Rows, event: SubscriptionPlanChanged, _: int) -> None:
    changes = {"user_subscription_id": event.plan_id, "ends_at": event.ends_at}
    rows.update(event.subscription_id, changed(event, **changes))


Ending: TypeAlias = SubscriptionPastDue | SubscriptionCancelled | SubscriptionExpired
ENDINGS: dict[type[Ending], SubscriptionStatus] = {
    SubscriptionPastDue: SubscriptionStatus.PAST_DUE,
    SubscriptionCancelled: SubscriptionStatus.CANCELLED,
    SubscriptionExpired: SubscriptionStatus.EXPIRED,
}


@model.on(*ENDINGS)
def end(rows: Rows, event: Ending, _: int) -> None:
    status = ENDINGS[type(event)].row_id
    changes = changed(event, user_suscription_status_id=status)
    rows.update(event.subscription_id, changes)


class SubscriptionRow(NamedTuple):
    id: int
    user_id: int
    user_subscription_id: int
    user_suscription_status_id: int
    ends_at: datetime | None
    created_at: date
    updated_at: date

    @property
    def plan_id(self) -> int:
        return self.user_subscription_id

    @property
    def status(self) -> SubscriptionStatus:
        return entry(SubscriptionStatus, self.user_suscription_status_id)


def subscription_of(connection: Connection, user_id: int) -> SubscriptionRow | None:
    """The one the user took last, whatever became of it."""
    query = select(*columns_of(user_suscription, SubscriptionRow))
    theirs = query.where(user_suscription.c.user_id == user_id)
    newest_first = theirs.order_by(user_suscription.c.id.desc())
    return first(connection, SubscriptionRow, newest_first)
