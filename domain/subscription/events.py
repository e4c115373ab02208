"""Facts about plans on sale, and about who holds which. Each also says ``at``."""

from typing import ClassVar, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Event
from domain.reference import SubscriptionStatus


class PlanAdded(Event):
    """A plan begins as a draft. ``price`` is per month, in the catalogue's currency."""

    TYPE: ClassVar[str] = "plan.added"

    plan_id: int
    slug: str
    description: str
    price: float


class PlanDescribed(Event):
    TYPE: ClassVar[str] = "plan.described"

    plan_id: int
    description: str


class PlanPriced(Event):
    TYPE: ClassVar[str] = "plan.priced"

    plan_id: int
    price: float


class PlanActivated(Event):
    TYPE: ClassVar[str] = "plan.activated"

    plan_id: int


class PlanRetired(Event):
    TYPE: ClassVar[str] = "plan.retired"

    plan_id: int


class PlanFeatureSet(Event):
    """A limit or right of the plan; ``value`` is text, its type fixed by the slug."""

    TYPE: ClassVar[str] = "plan.feature_set"

    plan_id: int
    feature_id: int
    slug: str
    value: str


class PlanFeatureRemoved(Event):
    TYPE: ClassVar[str] = "plan.feature_removed"

    plan_id: int
    feature_id: int
    slug: str


PlanEvent: TypeAlias = (
    PlanAdded
    | PlanDescribed
    | PlanPriced
    | PlanActivated
    | PlanRetired
    | PlanFeatureSet
    | PlanFeatureRemoved
)


class SubscriptionTaken(Event):
    """``ends_at`` is when it expires unless renewed; None: it goes on."""

    TYPE: ClassVar[str] = "subscription.taken"

    subscription_id: int
    user_id: int
    plan_id: int
    status: SubscriptionStatus
    ends_at: AwareDatetime | None


class SubscriptionRenewed(Event):
    """Paid for, until ``ends_at``: a trial, or a late payer, becomes active."""

    TYPE: ClassVar[str] = "subscription.renewed"

    subscription_id: int
    user_id: int
    ends_at: AwareDatetime | None


class SubscriptionPlanChanged(Event):
    TYPE: ClassVar[str] = "subscription.plan_changed"

    subscription_id: int
    user_id: int
    plan_id: int
    ends_at: AwareDatetime | None


class SubscriptionPastDue(Event):
    TYPE: ClassVar[str] = "subscription.past_due"

    subscription_id: int
    user_id: int


class SubscriptionCancelled(Event):
    TYPE: ClassVar[str] = "subscription.cancelled"

    subscription_id: int
    user_id: int


class SubscriptionExpired(Event):
    TYPE: ClassVar[str] = "subscription.expired"

    subscription_id: int
    user_id: int


SubscriptionEvent: TypeAlias = (
    SubscriptionTaken
    | SubscriptionRenewed
    | SubscriptionPlanChanged
    | SubscriptionPastDue
    | SubscriptionCancelled
    | SubscriptionExpired
)
