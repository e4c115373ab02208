"""/whatsapp-sessions: making, showing, changing and deleting them."""

from collections.abc import Sequence

from litestar import Controller, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.http.answers import Answer
from entrypoints.http.callers import AccountCaller
from entrypoints.http.refusals import documented
from entrypoints.http.session_bodies import ChangedSession, NewSession
from entrypoints.http.shown_sessions import ShownSession, shown
from entrypoints.program import Program
from projections.whatsapp_session_queries import session_by_id, sessions_of


class SessionsController(Controller):
    """A session is one WhatsApp number, linked or to be linked."""

    path = "/whatsapp-sessions"
    tags = ("Sessions",)

    @get("/", sync_to_thread=True, responses=documented(401, 403, 503))
    def list_sessions(
        self, program: NamedDependency[Program], caller: NamedDependency[AccountCaller]
    ) -> Answer[Sequence[ShownSession]]:
        with program.settled() as rows:
            found = sessions_of(rows, caller.user_id)
        return Answer(
            [
                shown(
                    program.secrets, program.sessions.all.get(it.id), it.last_active_at
                )
                for it in found
            ]
        )

    @post("/", sync_to_thread=True, responses=documented(401, 403, 413, 422, 503))
    def create_session(
        self,
        program: NamedDependency[Program],
        caller: NamedDependency[AccountCaller],
        data: JSONBody[NewSession],
    ) -> Answer[ShownSession]:
        """It is not connected yet: connect it, and have its QR code scanned."""
        receipt = program.sessions.create(caller.user_id, data.settings())
        return Answer(shown(program.secrets, program.sessions.all.get(receipt.id)))


class SessionController(Controller):
    path = "/whatsapp-sessions/{session_id:int}"
    tags = ("Sessions",)

    @get("/", sync_to_thread=True, responses=documented(401, 403, 404, 503))
    def show_session(
        self,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
    ) -> Answer[ShownSession]:
        with program.settled() as rows:
            row = session_by_id(rows, session.id)
        active = row.last_active_at if row else None
        return Answer(shown(program.secrets, session, active))

    @put(
        "/",
        sync_to_thread=True,
        responses=documented(401, 403, 404, 413, 422, 503),
    )
    def change_session(
        self,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
        data: JSONBody[ChangedSession],
    ) -> Answer[ShownSession]:
        """Fields that are not given, or are null where they can't be, stay."""
        program.sessions.update(session.id, data.changes())
        return Answer(shown(program.secrets, program.sessions.all.get(session.id)))

    @delete("/", sync_to_thread=True, responses=documented(401, 403, 404, 503))
    def delete_session(
        self,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
    ) -> None:
        """Its API key is refused from now on, and its messages are no longer shown."""
        program.sessions.delete(session.id)
