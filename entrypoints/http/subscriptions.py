"""/subscriptions, the public catalogue, and /account/subscription, the caller's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from domain.kernel import NotFound
from domain.subscription.features import Features
from domain.subscription.subscription import Subscription
from entrypoints.http.account_bodies import SubscriptionWish
from entrypoints.http.answers import Answer, moment_or_none
from entrypoints.http.callers import AccountCaller
from entrypoints.http.refusals import documented
from entrypoints.program import Program
from projections.suscriptions_features import catalogue
from projections.user_suscription import subscription_of


class NoSubscription(NotFound):
    """The account never had a subscription."""

    code = "subscription.not_found"


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """``price`` is per month."""

    slug: str
    description: str
    price: float
    features: Features


@dataclass(frozen=True, slots=True)
class ShownSubscription:
    id: int
    subscription: str
    status: str
    ends_at: str | None
    features: Features


class CatalogueController(Controller):
    path = "/subscriptions"
    tags = ("Subscription",)

    @get("/", sync_to_thread=True, responses=documented(503))
    def list_plans(
        self, program: NamedDependency[Program]
    ) -> Answer[Sequence[ShownPlan]]:
        """What can be taken, the cheapest first. No token is needed."""
        with program.settled() as rows:
            offered = catalogue(rows)
        return Answer(
            [
                ShownPlan(
                    it.plan.slug,
                    it.plan.description,
                    it.plan.price,
                    Features.of(it.features),
                )
                for it in offered
            ]
        )


class SubscriptionController(Controller):
    path = "/account/subscription"
    tags = ("Subscription",)

    @get("/", sync_to_thread=True, responses=documented(401, 403, 404, 503))
    def show_subscription(
        self, program: NamedDependency[Program], caller: NamedDependency[AccountCaller]
    ) -> Answer[ShownSubscription]:
        """The one that was taken last, whatever became of it."""
        return _shown(program, _latest(program, caller.user_id))

    @post(
        "/",
        sync_to_thread=True,
        responses=documented(401, 403, 404, 409, 413, 422),
    )
    def take_subscription(
        self,
        program: NamedDependency[Program],
        caller: NamedDependency[AccountCaller],
        data: JSONBody[SubscriptionWish],
    ) -> Answer[ShownSubscription]:
        """One at a time: cancel the present one first."""
        receipt = program.subscriptions.take(caller.user_id, data.subscription)
        return _shown(program, receipt.id)

    @delete(
        "/",
        status_code=200,
        sync_to_thread=True,
        responses=documented(401, 403, 404, 503),
    )
    def cancel_subscription(
        self, program: NamedDependency[Program], caller: NamedDependency[AccountCaller]
    ) -> Answer[ShownSubscription]:
        """It ends now."""
        subscription_id = _latest(program, caller.user_id)
        program.subscriptions.cancel(subscription_id)
        return _shown(program, subscription_id)


def _latest(program: Program, user_id: int) -> int:
    with program.settled() as rows:
        row = subscription_of(rows, user_id)
    if row is None:
        raise NoSubscription("You have no subscription; take one of /subscriptions.")
    return row.id


def _shown(program: Program, subscription_id: int) -> Answer[ShownSubscription]:
    held: Subscription = program.subscriptions.all.get(subscription_id)
    plan = program.subscriptions.plans.get(held.plan_id)
    return Answer(
        ShownSubscription(
            id=held.id,
            subscription=plan.slug,
            status=held.status.value,
            ends_at=moment_or_none(held.ends_at),
            features=plan.features,
        )
    )
