"""What is done to messages and chats in the in-memory WhatsApp."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from domain.whatsapp import Downloaded, MessageKey, Presence, Refused
from tests.support.fake_servers import Arrival, Servers

if TYPE_CHECKING:
    from tests.support.fake_page import FakePage


class FakeChats:
    """A ``domain.whatsapp.Chats``; ``servers`` shows what became of it."""

    def __init__(self, servers: Servers, page: "FakePage") -> None:
        self._servers = servers
        self._page = page

    async def edit(self, key: MessageKey, text: str) -> None:
        arrival = self._own(key)
        if "conversation" not in arrival.content:
            raise Refused("Only the text of a text message can be edited.")
        arrival.content = {"conversation": text}
        arrival.edits += 1

    async def revoke(self, key: MessageKey) -> None:
        self._own(key).revoked = True

    async def react(self, key: MessageKey, text: str) -> None:
        phone = self._page.login().phone
        self._must_know(key)
        self._servers.reactions[phone, key.id] = text

    async def mark_read(self, key: MessageKey) -> None:
        phone = self._page.login().phone
        self._servers.read.append((phone, key))

    async def show_presence(self, jid: str, presence: Presence) -> None:
        phone = self._page.login().phone
        self._servers.presences.append((phone, jid, presence))

    async def download(self, key: MessageKey, to: Path) -> Downloaded:
        self._page.login()
        file = self._servers.media.get(key.id)
        if file is None:
            raise Refused("The file of this message is not there any more.")
        await asyncio.to_thread(to.write_bytes, file.content)
        return Downloaded(
            mimetype=file.mimetype, size=len(file.content), name=file.name
        )

    def _own(self, key: MessageKey) -> Arrival:
        self._page.login()
        arrival = self._servers.sent.get(key.id)
        if arrival is None or arrival.revoked:
            raise Refused(f"There is no message {key.id} of this number.")
        return arrival

    def _must_know(self, key: MessageKey) -> None:
        received = {it.key.id for it in self._page.login().received}
        if key.id not in received and key.id not in self._servers.sent:
            raise Refused(f"There is no message {key.id} in this chat.")
