"""/send-message, and what became of a message."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from domain.kernel import NotFound
from domain.message.errors import NoSuchMessage
from entrypoints.http.answers import Answer
from entrypoints.http.callers import SessionCaller
from entrypoints.http.message_bodies import MessageToSend
from entrypoints.http.refusals import documented
from entrypoints.http.shown_messages import (
    MessageInfo,
    SentMessage,
    message_info,
    sent_message,
)
from entrypoints.program import Program
from projections.message_queries import message_by_id


class MessageController(Controller):
    tags = ("Messages",)

    @post(
        "/send-message",
        status_code=200,
        responses=documented(401, 403, 413, 422, 503),
    )
    async def send_message(
        self,
        program: NamedDependency[Program],
        caller: NamedDependency[SessionCaller],
        data: JSONBody[MessageToSend],
    ) -> Answer[SentMessage]:
        """Once this is answered the message is safe, and goes out exactly once."""
        accepted = await program.messages.send.soon(
            caller.session_id, to=data.to, text=data.content()
        )
        return Answer(sent_message(accepted))

    @get(
        "/messages/{message_id:int}/info",
        sync_to_thread=True,
        responses=documented(401, 403, 404, 503),
    )
    def show_message(
        self,
        program: NamedDependency[Program],
        caller: NamedDependency[SessionCaller],
        message_id: FromPath[int],
    ) -> Answer[MessageInfo]:
        """``status``: 0 error, 1 pending, 2 sent, 3 delivered, 4 read, 5 played."""
        _must_be_theirs(program, caller, message_id)
        with program.settled() as rows:
            row = message_by_id(rows, message_id)
        if row is None:
            raise NoSuchMessage(f"There is no message {message_id}.")
        return Answer(message_info(row))


def _must_be_theirs(program: Program, caller: SessionCaller, message_id: int) -> None:
    """Raises NoSuchMessage, also for another session's, and for impossible numbers."""
    try:
        message = program.messages.all.get(message_id)
    except NotFound as error:
        raise NoSuchMessage(f"There is no message {message_id}.") from error
    if message.session_id != caller.session_id:
        raise NoSuchMessage(f"There is no message {message_id}.")
