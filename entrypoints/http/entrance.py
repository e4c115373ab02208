"""/auth: registering and logging in, which need no token, and logging out."""

from typing import Final

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from domain.kernel import Invalid
from domain.reference import PlanStatus
from entrypoints.http.account_bodies import Login, Registration
from entrypoints.http.answers import Answer, Done
from entrypoints.http.callers import AccountCaller, AnyRequest
from entrypoints.http.refusals import documented
from entrypoints.http.shown_accounts import Welcome, welcome
from entrypoints.program import Program
from projections.subscriptions import plan_by_slug

FIRST_TOKEN: Final = "registration"  # noqa: S105  a name, not a secret


class EntranceController(Controller):
    path = "/auth"
    tags = ("Account",)

    @post(
        "/register",
        sync_to_thread=True,
        responses=documented(409, 413, 422, 503),
    )
    def register(
        self, program: NamedDependency[Program], data: JSONBody[Registration]
    ) -> Answer[Welcome]:
        """A new account, its subscription, and its first personal access token."""
        _must_be_on_sale(program, data.subscription)
        user_id = program.users.register(
            name=data.name, email=data.email, password=data.password
        ).id
        program.subscriptions.take(user_id, data.subscription)
        token = program.users.issue_token(user_id, name=FIRST_TOKEN)
        return Answer(welcome(program.users.all.get(user_id), token))

    @post(
        "/login",
        status_code=200,
        sync_to_thread=True,
        responses=documented(401, 403, 413, 422),
    )
    def log_in(
        self,
        request: AnyRequest,
        program: NamedDependency[Program],
        data: JSONBody[Login],
    ) -> Answer[Welcome]:
        """A token that lasts 30 days, and ends with a change of the password."""
        address = request.client.host if request.client else None
        token = program.users.log_in(
            email=data.email, password=data.password, address=address
        )
        return Answer(welcome(program.users.all.get(token.user_id), token))


class ExitController(Controller):
    path = "/auth"
    tags = ("Account",)

    @post(
        "/logout", status_code=200, sync_to_thread=True, responses=documented(401, 403)
    )
    def log_out(
        self, program: NamedDependency[Program], caller: NamedDependency[AccountCaller]
    ) -> Done:
        """The token that was shown is refused from now on."""
        program.users.revoke_token(caller.user_id, caller.token_id)
        return Done("You are logged out.")


def _must_be_on_sale(program: Program, slug: str) -> None:
    """Looked at first, so that a mistyped plan leaves no account behind."""
    with program.settled() as rows:
        plan = plan_by_slug(rows, slug)
    if plan is None or plan.status is not PlanStatus.ACTIVE:
        raise Invalid(subscription=f"There is no plan {slug!r}; see /subscriptions.")
