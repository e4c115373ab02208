"""Lets requests through whose bearer token is good for the routes behind."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from litestar.datastructures import Headers
from litestar.enums import HttpMethod, ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from adapters.event_store.envelope import originating
from entrypoints.http.credentials import Credentials, Identified, KeyRequired

SCHEME: Final = "bearer "
KEPT_AS: Final = "credentials"


def _asks_for_methods_only(scope: Scope) -> bool:
    """Browsers send OPTIONS without a token, before they send anything else."""
    return scope["type"] == ScopeType.HTTP and scope["method"] == HttpMethod.OPTIONS


class Authentication(ASGIMiddleware):
    """The caller becomes the request's user, and the actor of what is recorded."""

    scopes = (ScopeType.HTTP,)
    should_bypass_for_scope = staticmethod(_asks_for_methods_only)

    def __init__(
        self, identify: Callable[[Credentials, str], Awaitable[Identified]]
    ) -> None:
        """``identify`` is a method of Credentials; the app's own are in its state.

        Litestar copies routers with all that is in them, so no program can be in here.
        """
        self._identify = identify

    async def handle(
        self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp
    ) -> None:
        credentials: Credentials = scope["litestar_app"].state[KEPT_AS]
        caller, first_use = await self._identify(credentials, _bearer(scope))
        scope["user"] = caller
        with originating(actor=caller.actor):
            await next_app(scope, receive, send)
            if first_use:  # noted after the answer, which does not wait for it
                await asyncio.to_thread(credentials.note_use, caller)


def _bearer(scope: Scope) -> str:
    given = Headers.from_scope(scope).get("authorization", "")
    if not given.lower().startswith(SCHEME):
        raise KeyRequired
    token = given[len(SCHEME) :].strip()
    if not token:
        raise KeyRequired
    return token
