"""/whatsapp-sessions/{id}/...: what it sent, and what happened to it."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal, TypeAlias

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from domain.kernel import Invalid
from domain.reference import SessionStatus
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.http.answers import Answer
from entrypoints.http.callers import AnyRequest
from entrypoints.http.paginator import Paginator, paginated
from entrypoints.http.refusals import documented
from entrypoints.http.shown_history import (
    STATUSES,
    MessageLog,
    SessionLog,
    ShownEvent,
    message_log,
    session_log,
    shown_event,
)
from entrypoints.program import Program
from projections.message_queries import messages_page
from projections.queries import Page
from projections.whatsapp_session_logs import session_logs_page

LogStatus: TypeAlias = Literal["in_progress", "sent", "failed"]
LAST: Final = 2**31 - 1
ERRORS: Final = documented(401, 403, 404, 422, 503)


class SessionHistoryController(Controller):
    path = "/whatsapp-sessions/{session_id:int}"
    tags = ("Sessions",)

    @get("/message-logs", sync_to_thread=True, responses=ERRORS)
    def list_message_logs(
        self,
        request: AnyRequest,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
        wanted: NamedDependency[Page],
        status: FromQuery[LogStatus | None] = None,
    ) -> Answer[Paginator[MessageLog]]:
        """What was sent, the newest first."""
        with program.settled() as rows:
            found, total = messages_page(
                rows, session.id, statuses=STATUSES[status], page=wanted
            )
        logs = [message_log(row) for row in found]
        return Answer(paginated(request, wanted, logs, total))

    @get("/session-logs", sync_to_thread=True, responses=ERRORS)
    def list_session_logs(
        self,
        request: AnyRequest,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
        wanted: NamedDependency[Page],
        status: FromQuery[SessionStatus | None] = None,
    ) -> Answer[Paginator[SessionLog]]:
        """Every change of the session's status, the newest first."""
        with program.settled() as rows:
            found, total = session_logs_page(rows, session.id, wanted, status=status)
        logs = [session_log(row) for row in found]
        return Answer(paginated(request, wanted, logs, total))

    @get("/events", sync_to_thread=True, responses=documented(401, 403, 404, 422))
    def list_events(
        self,
        request: AnyRequest,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
        after: Annotated[
            int, QueryParameter(ge=0, le=LAST, description="The version to go on from")
        ] = 0,
        limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
    ) -> Answer[Sequence[ShownEvent]]:
        """Its own history from the log, the oldest first, without its secrets."""
        _refuse_a_moment(request)
        history = program.journal.history(f"whatsapp_session:{session.id}", after=after)
        return Answer([shown_event(it) for it in history[:limit]])


def _refuse_a_moment(request: AnyRequest) -> None:
    """Who asks for the past must not be shown the present. Raises Invalid."""
    if "as_of" in request.query_params:
        raise Invalid(as_of="The as_of field is not supported yet; leave it out.")
