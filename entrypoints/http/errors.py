"""Whatever is raised becomes an answer of one shape, here and nowhere else."""

from typing import Final

import structlog
from eventsourcing.persistence import OperationalError
from litestar import Response
from litestar.background_tasks import BackgroundTask
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap

from domain.kernel import DomainError, Invalid, TooMany, Unavailable
from entrypoints.http.callers import AnyRequest
from entrypoints.http.field_errors import field_errors
from entrypoints.http.origin import correlation_id
from entrypoints.http.refusals import (
    RETRY_AFTER,
    Refusal,
    refusal,
    status_of,
)
from entrypoints.program import Program

CODES: Final = {
    400: "malformed",
    404: "route_not_found",
    405: "method_not_allowed",
    413: "too_large",
}
MESSAGES: Final = {
    404: "There is no such route; see /schema.",
    405: "This route does not take that method; see /schema.",
    413: "The body is too large.",
}
INTERNAL: Final = 500

log = structlog.get_logger()


def refused(_: AnyRequest, error: DomainError) -> Response[Refusal]:
    return refusal(
        status_of(error),
        str(error),
        code=error.code,
        errors=error.errors if isinstance(error, Invalid) else None,
        retry_after=_retry_after(error),
    )


def _retry_after(error: DomainError) -> int | None:
    """Only of what can have passed by then: asking again connects no session."""
    match error:
        case TooMany():
            return error.retry_after
        case Unavailable(passes=True):
            return RETRY_AFTER
    return None


def unreachable(request: AnyRequest, error: OperationalError) -> Response[Refusal]:
    """A database that can't answer now, whoever asked it."""
    log.warning("database out of reach", path=request.url.path, exc_info=error)
    return refused(request, Unavailable("The database can't be reached; try again."))


def not_visible_yet(_: AnyRequest, __: TimeoutError) -> Response[Refusal]:
    """The tables are behind the log; what was asked for is safe, and will show."""
    return refusal(
        503, "The tables are catching up.", code="not_visible_yet", retry_after=1
    )


def invalid(request: AnyRequest, error: ValidationException) -> Response[Refusal]:
    declared = request.route_handler.parsed_fn_signature.parameters
    errors = field_errors(error, declared)
    message = " ".join(text for texts in errors.values() for text in texts)
    return refusal(422, message or error.detail, code=Invalid.code, errors=errors)


def malformed(_: AnyRequest, __: RecursionError) -> Response[Refusal]:
    return refusal(400, "The JSON is nested too deeply.", code=CODES[400])


class Unexpected:
    """Logs and records what nobody foresaw. The caller learns only its number."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def __call__(self, request: AnyRequest, error: Exception) -> Response[Refusal]:
        name, where = (
            correlation_id(request.scope),
            f"{request.method} {request.url.path}",
        )
        log.error("request failed", where=where, correlation_id=name, exc_info=error)
        return refusal(
            INTERNAL,
            f"Something went wrong here; it was recorded under {name}.",
            code="internal",
            background=BackgroundTask(self._record, error, where, name),
        )

    def http(self, request: AnyRequest, error: HTTPException) -> Response[Refusal]:
        """What Litestar itself refuses: routes, methods, bodies."""
        status = error.status_code
        if status >= INTERNAL:
            return self(request, error)
        message = MESSAGES.get(status, error.detail)
        code = CODES.get(status, "refused")
        return refusal(status, message, code=code, headers=error.headers)

    def _record(self, error: Exception, where: str, name: str) -> None:
        what = f"{type(error).__name__}: {error}"
        try:
            self._program.record_system_error(
                what=what, where=where, correlation_id=name
            )
        except Exception:
            log.exception("a system error could not be recorded", correlation_id=name)


def exception_handlers(program: Program) -> ExceptionHandlersMap:
    unexpected = Unexpected(program)
    return {
        DomainError: refused,
        OperationalError: unreachable,
        TimeoutError: not_visible_yet,
        ValidationException: invalid,
        RecursionError: malformed,
        HTTPException: unexpected.http,
        Exception: unexpected,
    }
