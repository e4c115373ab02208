"""How the sandbox says no: always ``{"error": what is wrong, and what to do}``."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap

from adapters.whatsapp_web.sandbox.refusals import NotAllowed
from domain.kernel import Conflict, DomainError, NotFound

_STATUS: dict[type[DomainError], int] = {
    NotFound: 404,
    Conflict: 409,
    NotAllowed: 403,
    DomainError: 422,
}


class AnswerLost(Exception):
    """What was asked is done, but the page shall not learn it: a rehearsed fault."""


def _refused(_: Request[Any, Any, Any], error: DomainError) -> Response[dict[str, str]]:
    status = next(_STATUS[cls] for cls in type(error).__mro__ if cls in _STATUS)
    return Response({"error": str(error)}, status_code=status)


def _answer_lost(_: Request[Any, Any, Any], __: AnswerLost) -> Response[dict[str, str]]:
    return Response({"error": "The answer was lost."}, status_code=503)


def _unreadable(
    _: Request[Any, Any, Any], error: HTTPException
) -> Response[dict[str, str]]:
    """A body, path or parameter that does not fit: which part, and why."""
    return Response({"error": _explained(error)}, status_code=error.status_code)


def _explained(error: HTTPException) -> str:
    if not isinstance(error, ValidationException) or not isinstance(error.extra, list):
        return error.detail
    return "; ".join(map(_fault, error.extra)) or error.detail


def _fault(detail: dict[str, Any]) -> str:
    """``data`` is the handlers' name of the body, told of when there is none."""
    if detail.get("key") == "data":
        return "The body is required."
    return f"{detail.get('key') or 'body'}: {detail['message']}"


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    DomainError: _refused,
    AnswerLost: _answer_lost,
    HTTPException: _unreadable,
}
