"""How every error looks, and which status each kind of error has."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, NotRequired, TypedDict

from litestar import Response
from litestar.background_tasks import BackgroundTask
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import Example

from domain.kernel import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    TooMany,
    Unauthenticated,
    Unavailable,
)


class Refusal(TypedDict):
    """``message`` and ``error`` are the same text: clients read either.

    ``errors`` says what is wrong with which field; ``retry_after`` is in seconds.
    """

    success: bool
    message: str
    error: str
    code: str
    errors: NotRequired[Mapping[str, Sequence[str]]]
    retry_after: NotRequired[int]


STATUS: Final[Mapping[type[DomainError], int]] = {
    Invalid: 422,
    NotFound: 404,
    Conflict: 409,
    Unauthenticated: 401,
    Forbidden: 403,
    Unavailable: 503,
    TooMany: 429,
    DomainError: 422,
}
RETRY_AFTER: Final = 5
"""Seconds, where nobody knows better."""


class Documented(NamedTuple):
    """What the API's description says of a status, with one example of it."""

    description: str
    code: str
    message: str


DOCUMENTED: Final = {
    400: Documented(
        "The request is malformed: its body is not JSON, say",
        "malformed",
        "JSON is malformed: trailing characters (byte 7)",
    ),
    401: Documented(
        "No token, or one that is not good for this",
        "auth.invalid_key",
        "Invalid API key",
    ),
    403: Documented(
        "The account is suspended, or its plan does not allow this",
        "subscription.required",
        "Active subscription or trial is required to use the API",
    ),
    404: Documented(
        "There is no such thing, or it belongs to somebody else",
        "whatsapp_session.not_found",
        "There is no session 12.",
    ),
    409: Documented(
        "It can't be done in the present state",
        "whatsapp_session.not_connected",
        "The session is disconnected; connect it first.",
    ),
    413: Documented("The body is too large", "too_large", "The body is too large."),
    422: Documented(
        "What was given can't be used; `errors` says which field",
        "invalid",
        "The to field is required.",
    ),
    503: Documented(
        "Not possible now; try again after `retry_after` seconds",
        "unavailable",
        "The event log can't be written now; try again soon.",
    ),
}


def status_of(error: DomainError) -> int:
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def refusal(
    status: int,
    message: str,
    *,
    code: str,
    errors: Mapping[str, Sequence[str]] | None = None,
    retry_after: int | None = None,
    headers: Mapping[str, str] | None = None,
    background: BackgroundTask | None = None,
) -> Response[Refusal]:
    content = Refusal(success=False, message=message, error=message, code=code)
    answered = dict(headers or {})
    if errors:
        content["errors"] = errors
    if retry_after is not None:
        content["retry_after"] = retry_after
        answered["Retry-After"] = str(retry_after)
    if status == STATUS[Unauthenticated]:
        answered["WWW-Authenticate"] = "Bearer"
    return Response(
        content, status_code=status, headers=answered, background=background
    )


def documented(*statuses: int) -> dict[int, ResponseSpec]:
    """What a route's documentation says of its errors. Any request can be malformed."""
    return {status: _documented(DOCUMENTED[status]) for status in (400, *statuses)}


def _documented(known: Documented) -> ResponseSpec:
    example = Refusal(
        success=False, message=known.message, error=known.message, code=known.code
    )
    return ResponseSpec(
        Refusal,
        description=known.description,
        examples=[Example(summary=known.code, value=example)],
    )
