"""What an owner wants to be done without being asked: read, reject, be online.

None of it is worth a retry of its own: a page that is lost is opened again, and what
was missed with it is no longer of use to anybody.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

import structlog

from domain.whatsapp import (
    CallSeen,
    CallStatus,
    ChatReport,
    MessageKey,
    MessageReport,
    MessageSeen,
    PageLost,
    Refused,
    WhatsappPage,
)
from domain.whatsapp_session.settings import SessionSettings

log = structlog.get_logger()

Courtesy: TypeAlias = Callable[[], Awaitable[None]]

ONLINE: Final = "online"
CALL: Final = "call"


def _urgency(about: str) -> int:
    """A phone that rings comes first; of the others, who was first."""
    return 0 if about.startswith(CALL) else 1


class Courtesies:
    """Done one after the other, beside everything else that the page is asked."""

    def __init__(self, session_id: int, page: WhatsappPage) -> None:
        self.shown_online = False
        self._session_id = session_id
        self._page = page
        self._due: dict[str, Courtesy] = {}
        """By what it is about: what replaces another of the same is done alone."""
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            while self._due:
                about = min(self._due, key=_urgency)
                await self._do(about, self._due.pop(about))

    async def _do(self, about: str, courtesy: Courtesy) -> None:
        try:
            await courtesy()
        except (PageLost, Refused) as error:
            log.info(
                "left undone", session=self._session_id, what=about, why=str(error)
            )

    def after(
        self, seen: MessageReport | ChatReport, settings: SessionSettings
    ) -> None:
        """What is due to others after the page saw something new."""
        match seen:
            case MessageSeen() if settings.read_incoming_messages:
                self._read(seen.key)
            case CallSeen(status=CallStatus.OFFER) if settings.auto_reject_calls:
                self._plan(f"{CALL} {seen.id}", lambda: self._page.reject_call(seen.id))

    def _read(self, key: MessageKey) -> None:
        """Up to the newest message of a chat: the older ones are read with it."""
        if not key.from_me:
            about = f"chat {key.remote_jid}"
            self._due.pop(about, None)
            self._plan(about, lambda: self._page.chats.mark_read(key))

    def be_online(self) -> None:
        self.shown_online = True
        self._plan(ONLINE, self._page.be_online)

    def _plan(self, about: str, courtesy: Courtesy) -> None:
        self._due[about] = courtesy
        self._news.set()
