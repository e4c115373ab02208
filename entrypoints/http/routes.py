"""Everything under /api, and which token opens what."""

from typing import Final

from litestar import Router
from litestar.di import Provide
from litestar.types import Dependencies

from entrypoints.http.account import AccountController
from entrypoints.http.asking import own_whatsapp
from entrypoints.http.authentication import Authentication
from entrypoints.http.callers import (
    account_caller,
    callers_message,
    callers_session,
    session_caller,
)
from entrypoints.http.contacts import ContactsController, NumberController
from entrypoints.http.credentials import Credentials
from entrypoints.http.entrance import EntranceController, ExitController
from entrypoints.http.group_members import (
    InvitationController,
    ParticipantsController,
)
from entrypoints.http.groups import GroupController, GroupsController
from entrypoints.http.linking import LinkingController
from entrypoints.http.media import UploadController
from entrypoints.http.messages import MessageChangeController, MessageController
from entrypoints.http.openapi import PERSONAL_ACCESS_TOKEN, SESSION_API_KEY
from entrypoints.http.origin import Origin
from entrypoints.http.paginator import asked_page
from entrypoints.http.reading import ReadingController
from entrypoints.http.session_history import SessionHistoryController
from entrypoints.http.session_status import AnyStatusController, OwnStatusController
from entrypoints.http.sessions import SessionController, SessionsController
from entrypoints.http.subscriptions import CatalogueController, SubscriptionController
from entrypoints.http.tokens import TokenController

DEPENDENCIES: Final[Dependencies] = {
    "session": Provide(callers_session, sync_to_thread=True),
    "wanted": Provide(asked_page, sync_to_thread=False),
}
"""What handlers may ask for besides the caller: the session and page of the request."""


def api() -> Router:
    return Router(
        "/api",
        middleware=[Origin()],
        dependencies=DEPENDENCIES,
        route_handlers=[
            EntranceController,
            CatalogueController,
            _of_accounts(),
            _of_sessions(),
            _of_either(),
        ],
    )


def _of_accounts() -> Router:
    return Router(
        "/",
        middleware=[Authentication(Credentials.account)],
        security=[{PERSONAL_ACCESS_TOKEN: []}],
        dependencies={"caller": Provide(account_caller, sync_to_thread=False)},
        route_handlers=[
            ExitController,
            AccountController,
            TokenController,
            SubscriptionController,
            SessionsController,
            SessionController,
            LinkingController,
            SessionHistoryController,
        ],
    )


def _of_sessions() -> Router:
    return Router(
        "/",
        middleware=[Authentication(Credentials.session)],
        security=[{SESSION_API_KEY: []}],
        dependencies={
            "caller": Provide(session_caller, sync_to_thread=False),
            "whatsapp": Provide(own_whatsapp, sync_to_thread=False),
            "message": Provide(callers_message, sync_to_thread=True),
        },
        route_handlers=[
            OwnStatusController,
            MessageController,
            MessageChangeController,
            ReadingController,
            UploadController,
            ContactsController,
            NumberController,
            GroupsController,
            GroupController,
            ParticipantsController,
            InvitationController,
        ],
    )


def _of_either() -> Router:
    return Router(
        "/",
        middleware=[Authentication(Credentials.either)],
        security=[{PERSONAL_ACCESS_TOKEN: []}, {SESSION_API_KEY: []}],
        route_handlers=[AnyStatusController],
    )
