"""/status, /sessions/{id}/status, /user: what a program asks of its session."""

from dataclasses import dataclass

from litestar import Controller, get
from litestar.di import NamedDependency

from domain.message.errors import SessionNotConnected
from domain.reference import SessionStatus
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.http.answers import Answer
from entrypoints.http.callers import SessionCaller
from entrypoints.http.refusals import documented
from entrypoints.program import Program


@dataclass(frozen=True, slots=True)
class Status:
    """Bare, as the contract has it: connected, need_scan, disconnected ..."""

    status: str


@dataclass(frozen=True, slots=True)
class WhatsappUser:
    id: str
    name: str | None
    lid: str | None
    phone_number: str


class OwnStatusController(Controller):
    tags = ("Session status",)

    @get("/status", sync_to_thread=True, responses=documented(401, 403))
    def show_own_status(
        self, program: NamedDependency[Program], caller: NamedDependency[SessionCaller]
    ) -> Status:
        return Status(program.sessions.all.get(caller.session_id).status.value)

    @get("/user", sync_to_thread=True, responses=documented(401, 403, 503))
    def show_whatsapp_user(
        self, program: NamedDependency[Program], caller: NamedDependency[SessionCaller]
    ) -> Answer[WhatsappUser]:
        """Whose WhatsApp the session is linked to."""
        session = program.sessions.all.get(caller.session_id)
        linked = session.identity
        if linked is None:
            raise SessionNotConnected(
                f"The WhatsApp session is {session.status.words}; "
                "nobody is linked to it.",
                passes=session.status is SessionStatus.CONNECTING,
            )
        return Answer(
            WhatsappUser(linked.jid, linked.push_name, linked.lid, linked.phone_number)
        )


class AnyStatusController(Controller):
    tags = ("Session status",)

    @get(
        "/sessions/{session_id:int}/status",
        sync_to_thread=False,
        responses=documented(401, 403, 404),
    )
    def show_status(
        self,
        session: NamedDependency[WhatsappSession],
    ) -> Status:
        """For its owner's token, or its own API key."""
        return Status(session.status.value)
