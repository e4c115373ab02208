"""Accounts: who they are, whether they may come in, whether a trial is running."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeAlias, get_args

from sqlalchemy import Boolean, Column, Connection, Table, Unicode, select

from domain.privacy import ERASED
from domain.reference import SubscriptionStatus, UserStatus
from domain.subscription.events import (
    SubscriptionCancelled,
    SubscriptionExpired,
    SubscriptionRenewed,
    SubscriptionTaken,
)
from domain.user.events import (
    UserEmailChanged,
    UserEmailVerified,
    UserErased,
    UserPasswordChanged,
    UserReactivated,
    UserRegistered,
    UserRenamed,
    UserSuspended,
)
from projections.columns import changed, created, dates, reference, row_id
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import columns_of, every, first
from projections.reference_data import entry

users = Table(
    "users",
    read_tables,
    row_id(),
    Column("name", Unicode(200), nullable=False),
    Column("email", Unicode(100), nullable=False, index=True),
    *dates(),
    reference("status", "user_status.id"),
    Column("free_trial", Boolean()),
    Column("password", Unicode(200)),
)
model = ReadModel(users)


@model.on(UserRegistered)
def add(rows: Rows, event: UserRegistered, _: int) -> None:
    rows.insert(
        {
            "id": event.user_id,
            "name": event.name,
            "email": event.email,
            "status": UserStatus.PENDING.row_id,
            "free_trial": False,
            "password": event.password_hash,
            **created(event),
        }
    )


@model.on(UserRenamed)
def rename(rows: Rows, event: UserRenamed, _: int) -> None:
    rows.update(event.user_id, changed(event, name=event.name))


@model.on(UserEmailChanged)
def change_email(rows: Rows, event: UserEmailChanged, _: int) -> None:
    rows.update(event.user_id, changed(event, email=event.email))


@model.on(UserPasswordChanged)
def change_password(rows: Rows, event: UserPasswordChanged, _: int) -> None:
    rows.update(event.user_id, changed(event, password=event.password_hash))


@model.on(UserEmailVerified)
def welcome(rows: Rows, event: UserEmailVerified, _: int) -> None:
    rows.update(event.user_id, changed(event, status=UserStatus.ACTIVE.row_id))


@model.on(UserReactivated)
def let_in_again(rows: Rows, event: UserReactivated, _: int) -> None:
    rows.update(event.user_id, changed(event, status=UserStatus.ACTIVE.row_id))


@model.on(UserSuspended)
def keep_out(rows: Rows, event: UserSuspended, _: int) -> None:
    rows.update(event.user_id, changed(event, status=UserStatus.SUSPENDED.row_id))


@model.on(UserErased)
def forget(rows: Rows, event: UserErased, _: int) -> None:
    """As a replay has them, once the person's key is gone."""
    gone = {"name": ERASED, "email": ERASED, "password": None}
    status = UserStatus.ERASED.row_id
    rows.update(event.user_id, changed(event, status=status, **gone))


@model.on(SubscriptionTaken)
def begin_trial(rows: Rows, event: SubscriptionTaken, _: int) -> None:
    trialing = event.status is SubscriptionStatus.TRIALING
    rows.update(event.user_id, changed(event, free_trial=trialing))


TrialEnd: TypeAlias = SubscriptionRenewed | SubscriptionCancelled | SubscriptionExpired
TRIAL_ENDS: tuple[type[TrialEnd], ...] = get_args(TrialEnd)


@model.on(*TRIAL_ENDS)
def end_trial(rows: Rows, event: TrialEnd, _: int) -> None:
    rows.update(event.user_id, changed(event, free_trial=False))


class UserRow(NamedTuple):
    id: int
    name: str
    email: str
    status: int
    free_trial: bool
    created_at: date
    updated_at: date

    @property
    def state(self) -> UserStatus:
        return entry(UserStatus, self.status)


_rows = select(*columns_of(users, UserRow))


def user_by_id(connection: Connection, user_id: int) -> UserRow | None:
    return first(connection, UserRow, _rows.where(users.c.id == user_id))


def users_list(connection: Connection) -> Sequence[UserRow]:
    """Everybody, in the order they came."""
    return every(connection, UserRow, _rows.order_by(users.c.id))
