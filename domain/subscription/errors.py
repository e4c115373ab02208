"""The ways plans and subscriptions refuse."""

from domain.kernel import Conflict, Forbidden, NotFound


class NoSuchPlan(NotFound):
    """The catalogue has no such plan on sale."""

    code = "subscription.no_such_plan"


class PlanSlugTaken(Conflict):
    """Another plan has this slug."""

    code = "plan.slug_taken"


class AlreadySubscribed(Conflict):
    """A person holds one subscription at a time."""

    code = "subscription.already_subscribed"


class TrialUsed(Conflict):
    """A person tries once, however that ended."""

    code = "subscription.trial_used"


class NotSubscribed(Forbidden):
    """Nothing can be sent without a living subscription or trial."""

    code = "subscription.required"


class SubscriptionEnded(Conflict):
    """A subscription that was cancelled or has expired does not change any more."""

    code = "subscription.ended"
