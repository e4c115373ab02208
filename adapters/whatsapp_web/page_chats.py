"""What is done to messages and chats of a page: ``domain.whatsapp.Chats``."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from adapters.whatsapp_web import blobs
from adapters.whatsapp_web.asking import Asking
from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.jids import key_to_page, to_page
from adapters.whatsapp_web.page_calls import PageCalls
from domain.message.kinds import MB
from domain.whatsapp import Downloaded, MessageKey, PageLost, Presence

MOST_BYTES: Final = 100 * MB
"""Of a file that came with a message: whoever writes to us decides how large it is."""


class PageChats:
    def __init__(self, calls: PageCalls, deadlines: Deadlines) -> None:
        self._calls = calls
        self._deadlines = deadlines
        self._asking = Asking(calls, deadlines.call)

    async def edit(self, key: MessageKey, text: str) -> None:
        await self._asking.ask("edit", key_to_page(key), text)

    async def revoke(self, key: MessageKey) -> None:
        await self._asking.ask("revoke", key_to_page(key))

    async def react(self, key: MessageKey, text: str) -> None:
        await self._asking.ask("react", key_to_page(key), text)

    async def mark_read(self, key: MessageKey) -> None:
        await self._asking.ask("markRead", key_to_page(key))

    async def show_presence(self, jid: str, presence: Presence) -> None:
        await self._asking.ask("showPresence", to_page(jid), presence.value)

    async def download(self, key: MessageKey, to: Path) -> Downloaded:
        """The page fetches it first, and holds it until it is written here."""
        fetching = Asking(self._calls, self._deadlines.download)
        held = await fetching.ask("holdMedia", key_to_page(key))
        try:
            size = await blobs.fetch(
                self._calls,
                f"messengerBrain.heldMedia({json.dumps(held['number'])})",
                to,
                most=MOST_BYTES,
                deadline=self._deadlines.call,
            )
        finally:
            with suppress(PageLost):
                await self._calls.call(
                    "dropMedia", held["number"], deadline=self._deadlines.call
                )
        return Downloaded(mimetype=held["mimetype"], size=size, name=held["name"])
