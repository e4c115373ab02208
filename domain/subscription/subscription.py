"""One person's hold of one plan, and whether it is alive."""

from datetime import datetime, timedelta
from typing import Any, Final, assert_never

from domain.kernel import Value
from domain.reference import SubscriptionStatus
from domain.subscription.errors import SubscriptionEnded
from domain.subscription.events import (
    SubscriptionCancelled,
    SubscriptionEvent,
    SubscriptionExpired,
    SubscriptionPastDue,
    SubscriptionPlanChanged,
    SubscriptionRenewed,
    SubscriptionTaken,
)

Events = tuple[SubscriptionEvent, ...]

PERIOD: Final = timedelta(days=30)
"""What one payment lasts."""


class Subscription(Value):
    id: int
    user_id: int
    plan_id: int
    status: SubscriptionStatus
    ends_at: datetime | None

    @staticmethod
    def take(
        subscription_id: int,
        *,
        user_id: int,
        plan_id: int,
        trial_days: int,
        at: datetime,
    ) -> Events:
        """A plan with trial days begins as a trial, and ends with it."""
        trial = trial_days > 0
        return (
            SubscriptionTaken(
                subscription_id=subscription_id,
                user_id=user_id,
                plan_id=plan_id,
                status=SubscriptionStatus.TRIALING
                if trial
                else SubscriptionStatus.ACTIVE,
                ends_at=at + (timedelta(days=trial_days) if trial else PERIOD),
                at=at,
            ),
        )

    def is_alive(self, at: datetime) -> bool:
        """Also false between its end and the event that records it."""
        in_time = self.ends_at is None or at < self.ends_at
        return self.status.is_alive and in_time

    def renew(self, *, at: datetime) -> Events:
        """One period more, from its end or from now, whichever is later."""
        self._must_not_have_ended()
        start = max(at, self.ends_at) if self.ends_at else at
        return (
            SubscriptionRenewed(
                subscription_id=self.id,
                user_id=self.user_id,
                ends_at=start + PERIOD,
                at=at,
            ),
        )

    def change_plan(self, plan_id: int, *, at: datetime) -> Events:
        self._must_not_have_ended()
        if plan_id == self.plan_id:
            return ()
        return (
            SubscriptionPlanChanged(
                subscription_id=self.id,
                user_id=self.user_id,
                plan_id=plan_id,
                ends_at=self.ends_at,
                at=at,
            ),
        )

    def fall_due(self, *, at: datetime) -> Events:
        self._must_not_have_ended()
        if self.status is SubscriptionStatus.PAST_DUE:
            return ()
        return (
            SubscriptionPastDue(subscription_id=self.id, user_id=self.user_id, at=at),
        )

    def cancel(self, *, at: datetime) -> Events:
        if not self.status.is_alive:
            return ()
        return (
            SubscriptionCancelled(subscription_id=self.id, user_id=self.user_id, at=at),
        )

    def expire(self, *, at: datetime) -> Events:
        """Ends it if its time has come."""
        over = self.ends_at is not None and self.ends_at <= at
        if not self.status.is_alive or not over:
            return ()
        return (
            SubscriptionExpired(subscription_id=self.id, user_id=self.user_id, at=at),
        )

    def _must_not_have_ended(self) -> None:
        if not self.status.is_alive:
            raise SubscriptionEnded(f"Subscription {self.id} is {self.status}.")


def evolve(state: Subscription | None, event: SubscriptionEvent) -> Subscription:
    if isinstance(event, SubscriptionTaken):
        return Subscription(
            id=event.subscription_id,
            user_id=event.user_id,
            plan_id=event.plan_id,
            status=event.status,
            ends_at=event.ends_at,
        )
    assert state is not None, f"{event.TYPE} cannot be the first event"
    now: dict[str, Any]
    match event:
        case SubscriptionRenewed():
            now = {"status": SubscriptionStatus.ACTIVE, "ends_at": event.ends_at}
        case SubscriptionPlanChanged():
            now = {"plan_id": event.plan_id, "ends_at": event.ends_at}
        case SubscriptionPastDue():
            now = {"status": SubscriptionStatus.PAST_DUE}
        case SubscriptionCancelled():
            now = {"status": SubscriptionStatus.CANCELLED}
        case SubscriptionExpired():
            now = {"status": SubscriptionStatus.EXPIRED}
        case _:
            assert_never(event)
    return state.model_copy(update=now)
