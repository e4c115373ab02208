"""Who is calling: what an authenticated request carries, and handlers are given."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from domain.kernel import NotFound
from domain.message.errors import NoSuchMessage
from domain.message.message import Message
from domain.whatsapp_session.commands import owned
from domain.whatsapp_session.errors import NoSuchSession
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.program import Program


@dataclass(frozen=True, slots=True)
class AccountCaller:
    """A person, or a program that holds one of their tokens."""

    user_id: int
    token_id: int

    @property
    def actor(self) -> str:
        return f"user:{self.user_id}"


@dataclass(frozen=True, slots=True)
class SessionCaller:
    """A program that holds the API key of one WhatsApp session."""

    session_id: int
    user_id: int

    @property
    def actor(self) -> str:
        return f"session:{self.session_id}"


Caller: TypeAlias = AccountCaller | SessionCaller
AnyRequest: TypeAlias = Request[Any, Any, State]


def account_caller(request: AnyRequest) -> AccountCaller:
    """The dependency ``caller`` of routes that take an account's token."""
    caller: AccountCaller = request.user
    return caller


def session_caller(request: AnyRequest) -> SessionCaller:
    """The dependency ``caller`` of routes that take a session's API key."""
    caller: SessionCaller = request.user
    return caller


def callers_session(
    program: NamedDependency[Program],
    request: AnyRequest,
    session_id: FromPath[int],
) -> WhatsappSession:
    """The dependency ``session``: the one of the path, if it is the caller's.

    An API key opens its own session only. Raises NoSuchSession.
    """
    caller: Caller = request.user
    if isinstance(caller, SessionCaller) and caller.session_id != session_id:
        raise NoSuchSession(f"There is no session {session_id}.")
    return owned(program.sessions.all, session_id, caller.user_id)


def callers_message(
    program: NamedDependency[Program],
    request: AnyRequest,
    message_id: FromPath[int],
) -> Message:
    """The dependency ``message``: the one of the path, if it is the session's.

    Raises NoSuchMessage, also for another session's, and for impossible numbers.
    """
    try:
        message = program.messages.all.get(message_id)
    except NotFound as error:
        raise NoSuchMessage(f"There is no message {message_id}.") from error
    if message.session_id != session_caller(request).session_id:
        raise NoSuchMessage(f"There is no message {message_id}.")
    return message
