"""/account: who the caller is, what they prefer, what they did."""

from collections.abc import Mapping

from litestar import Controller, get, patch, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from domain.reference import SystemPreference
from entrypoints.http.account_bodies import Preferences, Profile
from entrypoints.http.answers import Answer
from entrypoints.http.callers import AccountCaller, AnyRequest
from entrypoints.http.paginator import Paginator, paginated
from entrypoints.http.refusals import documented
from entrypoints.http.shown_accounts import (
    ShownActivity,
    ShownPreference,
    ShownUser,
    shown_activity,
    shown_preferences,
    shown_user,
)
from entrypoints.program import Program
from projections.queries import Page
from projections.user_activity import activity_of


class AccountController(Controller):
    path = "/account"
    tags = ("Account",)

    @get("/", sync_to_thread=True, responses=documented(401, 403))
    def show_account(
        self, program: NamedDependency[Program], caller: NamedDependency[AccountCaller]
    ) -> Answer[ShownUser]:
        return Answer(shown_user(program.users.all.get(caller.user_id)))

    @patch("/", sync_to_thread=True, responses=documented(401, 403, 409, 413, 422))
    def change_account(
        self,
        program: NamedDependency[Program],
        caller: NamedDependency[AccountCaller],
        data: JSONBody[Profile],
    ) -> Answer[ShownUser]:
        program.users.change_profile(caller.user_id, name=data.name, email=data.email)
        return Answer(shown_user(program.users.all.get(caller.user_id)))

    @get("/preferences", sync_to_thread=True, responses=documented(401, 403))
    def show_preferences(
        self, program: NamedDependency[Program], caller: NamedDependency[AccountCaller]
    ) -> Answer[Mapping[str, ShownPreference]]:
        return Answer(shown_preferences(program.users.all.get(caller.user_id)))

    @put(
        "/preferences",
        sync_to_thread=True,
        responses=documented(401, 403, 413, 422),
    )
    def change_preferences(
        self,
        program: NamedDependency[Program],
        caller: NamedDependency[AccountCaller],
        data: JSONBody[Preferences],
    ) -> Answer[Mapping[str, ShownPreference]]:
        """Options that are not given stay; giving one enables the preference."""
        _set_appearance(program, caller.user_id, data)
        return Answer(shown_preferences(program.users.all.get(caller.user_id)))

    @get(
        "/activity",
        sync_to_thread=True,
        responses=documented(401, 403, 422, 503),
    )
    def list_activity(
        self,
        request: AnyRequest,
        program: NamedDependency[Program],
        caller: NamedDependency[AccountCaller],
        wanted: NamedDependency[Page],
    ) -> Answer[Paginator[ShownActivity]]:
        """What the caller did, the newest first."""
        with program.settled() as rows:
            found, total = activity_of(rows, caller.user_id, wanted)
        shown = [shown_activity(row) for row in found]
        return Answer(paginated(request, wanted, shown, total))


def _set_appearance(program: Program, user_id: int, wish: Preferences) -> None:
    appearance = wish.appearance
    options = appearance.options.model_dump(exclude_none=True)
    if options or appearance.enabled:
        program.users.choose_preference(user_id, SystemPreference.APPEARANCE, options)
    if appearance.enabled is False:
        program.users.disable_preference(user_id, SystemPreference.APPEARANCE)
