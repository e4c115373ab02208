"""One name for all that belongs to a request: answers, events and log lines bear it."""

import re
from typing import Final
from uuid import uuid4

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from adapters.event_store.envelope import originating

HEADER: Final = "X-Request-Id"
SANE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
KEPT_AS: Final = "correlation_id"


def correlation_id(scope: Scope) -> str:
    """The request's X-Request-Id where that is usable, else one of our own."""
    known: str | None = scope["state"].get(KEPT_AS)
    if known is None:
        given = Headers.from_scope(scope).get(HEADER, "")
        known = given if SANE.fullmatch(given) else uuid4().hex
        scope["state"][KEPT_AS] = known
    return known


async def answer_with_it(message: Message, scope: Scope) -> None:
    """Called before anything is sent, also for routes that do not exist."""
    if message["type"] == "http.response.start" and scope["type"] == ScopeType.HTTP:
        MutableScopeHeaders(message)[HEADER] = correlation_id(scope)


class Origin(ASGIMiddleware):
    """Events recorded and lines logged by a request carry its correlation id."""

    scopes = (ScopeType.HTTP,)

    async def handle(
        self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp
    ) -> None:
        name = correlation_id(scope)
        with originating(correlation_id=name), bound_contextvars(correlation_id=name):
            await next_app(scope, receive, send)
