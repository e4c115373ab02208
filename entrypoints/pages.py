"""The pages that are open in this process, and how anybody here asks one of them.

Pages live on the event loop of the crew. HTTP has a loop of its own and a library
caller has none, so a question travels to the page's loop, and the answer back.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TypeVar

from domain.whatsapp import PageLost, Refused, WhatsappPage
from domain.whatsapp_session.errors import NoAnswer, NotOpenHere, RefusedByWhatsapp

Answer = TypeVar("Answer")
Question = Callable[[WhatsappPage], Awaitable[Answer]]
"""Such as ``lambda page: page.people.exists(jid)``."""


class Pages:
    """By session. A page is here while it is linked: only then is asking it of use."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[WhatsappPage, asyncio.AbstractEventLoop]] = {}

    def add(self, session_id: int, page: WhatsappPage) -> None:
        """Called on the loop that the page lives on."""
        self._open[session_id] = page, asyncio.get_running_loop()

    def remove(self, session_id: int) -> None:
        self._open.pop(session_id, None)

    async def ask_soon(self, session_id: int, question: Question[Answer]) -> Answer:
        """Raises NotOpenHere, NoAnswer, RefusedByWhatsapp."""
        return await asyncio.wrap_future(self._begin(session_id, question))

    def ask(self, session_id: int, question: Question[Answer]) -> Answer:
        """``ask_soon`` for a thread that has no event loop."""
        return self._begin(session_id, question).result()

    def _begin(self, session_id: int, question: Question[Answer]) -> Future[Answer]:
        try:
            page, loop = self._open[session_id]
        except KeyError:
            raise NotOpenHere(
                f"Session {session_id} is not connected; connect it, then ask again."
            ) from None
        return asyncio.run_coroutine_threadsafe(_asked(page, question), loop)


async def _asked(page: WhatsappPage, question: Question[Answer]) -> Answer:
    try:
        return await question(page)
    except Refused as error:
        raise RefusedByWhatsapp(str(error)) from error
    except PageLost as error:
        raise NoAnswer(f"WhatsApp gave no answer: {error}") from error
