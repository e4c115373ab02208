"""Messages of every kind on a phone: in the sandbox, and in memory."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from domain.whatsapp import Content, MessageKey
from tests.support.fake_page import jid_of
from tests.support.fake_servers import Media
from tests.support.fake_whatsapp import FakeWhatsapp

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
"""A PNG of one pixel."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A message on the phone. ``content`` is what it says, in the phone's words."""

    type: str
    body: str
    content: Mapping[str, Any]
    file: bytes | None = None
    edits: int = 0
    revoked: bool = False
    reactions: Sequence[str] = ()


class MessagePhone(Protocol):
    """Numbers are digits. ``phone`` is the linked number that sees what is done."""

    async def say(
        self,
        phone: str,
        sender: str,
        said: Mapping[str, Any],
        content: Content,
        *,
        file: bytes | None = None,
    ) -> MessageKey:
        """``said`` is what the sandbox is asked for, ``content`` what comes of it."""

    async def arrived(self, key: MessageKey) -> Arrived | None:
        """In the sandbox only: a fake has nothing but what it was given."""

    async def edit(self, phone: str, key: MessageKey, text: str) -> None: ...

    async def revoke(self, phone: str, key: MessageKey) -> None: ...

    async def react(
        self, phone: str, sender: str, key: MessageKey, text: str
    ) -> None: ...

    async def vote(
        self, phone: str, voter: str, key: MessageKey, options: Sequence[str]
    ) -> None: ...

    async def forget_media(self, phone: str, key: MessageKey) -> None: ...

    async def read_by(self, phone: str) -> list[str]:
        """The chats that were marked as read."""

    async def shown_by(self, phone: str, jid: str) -> str | None:
        """What is shown in a chat: composing, recording, paused."""


class FakeMessagePhone:
    def __init__(self, whatsapp: FakeWhatsapp) -> None:
        self._servers = whatsapp.servers
        self._phone = whatsapp.phone

    async def say(
        self,
        phone: str,
        sender: str,
        said: Mapping[str, Any],  # noqa: ARG002
        content: Content,
        *,
        file: bytes | None = None,
    ) -> MessageKey:
        media = Media(file, "image/png") if file else None
        return self._phone.receive(
            phone=phone, sender=sender, content=content, file=media
        )

    async def arrived(self, key: MessageKey) -> Arrived | None:  # noqa: ARG002
        return None

    async def edit(self, phone: str, key: MessageKey, text: str) -> None:
        self._phone.edit(phone=phone, key=key, text=text)

    async def revoke(self, phone: str, key: MessageKey) -> None:
        self._phone.revoke(phone=phone, key=key)

    async def react(self, phone: str, sender: str, key: MessageKey, text: str) -> None:
        self._phone.react(phone=phone, sender=sender, key=key, text=text)

    async def vote(
        self, phone: str, voter: str, key: MessageKey, options: Sequence[str]
    ) -> None:
        self._phone.vote(phone=phone, voter=voter, key=key, options=options)

    async def forget_media(self, phone: str, key: MessageKey) -> None:  # noqa: ARG002
        del self._servers.media[key.id]

    async def read_by(self, phone: str) -> list[str]:
        return [key.remote_jid for it, key in self._servers.read if it == phone]

    async def shown_by(self, phone: str, jid: str) -> str | None:
        for number, chat, presence in reversed(self._servers.presences):
            if (number, chat) == (phone, jid):
                return presence.value
        return None


class SandboxMessagePhone:
    def __init__(self, url: str) -> None:
        self._url = url

    async def say(
        self,
        phone: str,
        sender: str,
        said: Mapping[str, Any],
        content: Content,  # noqa: ARG002
        *,
        file: bytes | None = None,
    ) -> MessageKey:
        given = {"base64": base64.b64encode(file).decode()} if file else {}
        told = {
            it: {**part, **given} if isinstance(part, dict) else part
            for it, part in said.items()
        }
        body = {"phone": phone, "from": sender, **told}
        answer = await self._do("incoming", **body)
        return MessageKey(
            id=answer["id"], remote_jid=jid_of(sender), from_me=False, participant=None
        )

    async def arrived(self, key: MessageKey) -> Arrived:
        [it] = [it for it in (await self._state())["sent"] if it["id"] == key.id]
        return Arrived(
            type=it["type"],
            body=it["body"],
            content=it["content"],
            file=await self._file(it["content"].get("media")),
            edits=len(it["edits"]),
            revoked=it["revoked"],
            reactions=[*it["reactions"].values()],
        )

    async def edit(self, phone: str, key: MessageKey, text: str) -> None:
        await self._do("edit", phone=phone, id=key.id, text=text)

    async def revoke(self, phone: str, key: MessageKey) -> None:
        await self._do("revoke", phone=phone, id=key.id)

    async def react(self, phone: str, sender: str, key: MessageKey, text: str) -> None:
        reaction = {"phone": phone, "from": sender, "id": key.id, "text": text}
        await self._do("reaction", **reaction)

    async def vote(
        self, phone: str, voter: str, key: MessageKey, options: Sequence[str]
    ) -> None:
        vote = {"phone": phone, "from": voter, "id": key.id, "options": [*options]}
        await self._do("vote", **vote)

    async def forget_media(self, phone: str, key: MessageKey) -> None:
        await self._do("forget_media", phone=phone, id=key.id)

    async def read_by(self, phone: str) -> list[str]:
        marks = (await self._state())["read"]
        return [it["chat"] for it in marks if it["phone"] == phone]

    async def shown_by(self, phone: str, jid: str) -> str | None:
        for it in (await self._state())["typing"]:
            if (it["phone"], it["chat"]) == (phone, jid):
                return str(it["state"])
        return None

    async def reactions_on(self, key: MessageKey) -> list[str]:
        """To what somebody wrote."""
        written = (await self._state())["written"]
        [it] = [it for it in written if it["id"] == key.id]
        return [*it["reactions"].values()]

    async def _do(self, what: str, **body: object) -> dict[str, Any]:
        async with httpx.AsyncClient(base_url=self._url, timeout=30) as http:
            answer = await http.post(f"/phone/{what}", json=body)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def _state(self) -> dict[str, Any]:
        async with httpx.AsyncClient(base_url=self._url, timeout=30) as http:
            state: dict[str, Any] = (await http.get("/phone/state")).json()
        return state

    async def _file(self, address: str | None) -> bytes | None:
        if address is None:
            return None
        async with httpx.AsyncClient(base_url=self._url, timeout=30) as http:
            return (await http.get(address)).content
