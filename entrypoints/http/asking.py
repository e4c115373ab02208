"""Asking the WhatsApp of the session whose API key a request carries."""

from dataclasses import dataclass
from typing import TypeVar

from litestar.di import NamedDependency

from entrypoints.http.callers import AnyRequest, SessionCaller, session_caller
from entrypoints.pages import Question
from entrypoints.program import Program

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class OwnWhatsapp:
    program: Program
    caller: SessionCaller

    async def ask(self, question: Question[Found]) -> Found:
        """Raises NotSubscribed, NotOpenHere, NoAnswer, RefusedByWhatsapp."""
        self.must_be_allowed()
        return await self.program.pages.ask_soon(self.caller.session_id, question)

    def must_be_allowed(self) -> None:
        """Raises NotSubscribed."""
        self.program.subscriptions.entitlements.of(self.caller.user_id)


def own_whatsapp(program: NamedDependency[Program], request: AnyRequest) -> OwnWhatsapp:
    """The dependency ``whatsapp`` of routes that take a session's API key."""
    return OwnWhatsapp(program, session_caller(request))
