"""What is done to messages and chats in the in-memory WhatsApp."""

import asyncio
import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.whatsapp import (
    Downloaded,
    EditSeen,
    MessageKey,
    Presence,
    ReactionSeen,
    Refused,
    RevokeSeen,
)
from tests.support.fake_servers import Arrival, Servers

if TYPE_CHECKING:
    from tests.support.fake_page import FakePage

numbers = itertools.count(1)


class FakeChats:
    """A ``domain.whatsapp.Chats``; ``servers`` shows what became of it.

    As in WhatsApp Web, the page reports of our own deeds like of those of others.
    """

    def __init__(self, servers: Servers, page: "FakePage") -> None:
        self._servers = servers
        self._page = page

    async def edit(self, key: MessageKey, text: str) -> None:
        arrival = self._own(key)
        if "conversation" not in arrival.content:
            raise Refused("Only the text of a text message can be edited.")
        if arrival.revoked:
            raise Refused("This message was deleted.")
        arrival.content = {"conversation": text}
        arrival.edits += 1
        edit = EditSeen(
            key=arrival.key, content=arrival.content, edited_at=datetime.now(UTC)
        )
        self._page.happened(edit.edited_at, edit)

    async def revoke(self, key: MessageKey) -> None:
        arrival = self._own(key)
        if arrival.revoked:
            return
        arrival.revoked = True
        revoked = RevokeSeen(key=arrival.key, revoked_at=datetime.now(UTC))
        self._page.happened(revoked.revoked_at, revoked)

    async def react(self, key: MessageKey, text: str) -> None:
        login = self._page.login()
        known = self._known(key)
        self._servers.reactions[login.phone, key.id] = text
        reaction = ReactionSeen(
            key=known,
            id=f"3EB0{next(numbers):016X}",
            sender=f"{login.phone}@s.whatsapp.net",
            from_me=True,
            text=text,
            reacted_at=datetime.now(UTC),
        )
        self._page.happened(reaction.reacted_at, reaction)

    async def mark_read(self, key: MessageKey) -> None:
        phone = self._page.login().phone
        self._servers.read.append((phone, key))

    async def show_presence(self, jid: str, presence: Presence) -> None:
        phone = self._page.login().phone
        self._servers.presences.append((phone, jid, presence))

    async def download(self, key: MessageKey, to: Path) -> Downloaded:
        self._page.login()
        self._known(key)
        file = self._servers.media.get(key.id)
        if file is None:
            raise Refused("WhatsApp does not have the file of this message any more.")
        await asyncio.to_thread(to.write_bytes, file.content)
        return Downloaded(
            mimetype=file.mimetype, size=len(file.content), name=file.name
        )

    def _own(self, key: MessageKey) -> Arrival:
        self._page.login()
        arrival = self._servers.sent.get(key.id)
        if arrival is None or not key.from_me:
            raise Refused(
                f"WhatsApp Web does not know the message {key.id} (any more)."
            )
        return arrival

    def _known(self, key: MessageKey) -> MessageKey:
        """Its key in full. Raises Refused."""
        for message in self._page.login().received:
            if message.key.id == key.id:
                return message.key
        return self._own(key).key
