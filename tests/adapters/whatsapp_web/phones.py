"""The person's side in the contract: the sandbox's phone, and the in-memory one."""

from typing import Protocol

import httpx

from domain.whatsapp import Ack
from tests.support.fake_whatsapp import FakeWhatsapp


class Phone(Protocol):
    """Numbers are digits; messages are named by their key's id."""

    async def scan(self, code: str, phone: str, *, push_name: str = "Ana") -> None: ...

    async def receive(
        self, phone: str, sender: str, text: str, *, group: str | None = None
    ) -> str: ...

    async def write(self, phone: str, to: str, text: str) -> str: ...

    async def ack(self, key_id: str, ack: Ack) -> None: ...

    async def unlink(self, phone: str) -> None: ...

    async def drop(self, phone: str) -> None: ...

    async def conflict(self, phone: str) -> None: ...

    async def unknown(self, number: str) -> None: ...

    async def lose_next_answer(self, phone: str) -> None: ...

    async def sent_by(self, phone: str) -> list[tuple[str, str]]:
        """Key id and receiver's JID of every message that arrived."""

    async def linked(self) -> list[str]:
        """The numbers of all linked devices."""


class FakePhoneInHand:
    def __init__(self, whatsapp: FakeWhatsapp) -> None:
        self._whatsapp = whatsapp
        self._phone = whatsapp.phone

    async def scan(self, code: str, phone: str, *, push_name: str = "Ana") -> None:
        self._phone.scan(code, phone=phone, push_name=push_name)

    async def receive(
        self, phone: str, sender: str, text: str, *, group: str | None = None
    ) -> str:
        return self._phone.receive(
            phone=phone, sender=sender, text=text, group=group
        ).id

    async def write(self, phone: str, to: str, text: str) -> str:
        return self._phone.write(phone=phone, to=to, text=text).id

    async def ack(self, key_id: str, ack: Ack) -> None:
        self._phone.ack(key_id, ack)

    async def unlink(self, phone: str) -> None:
        self._phone.unlink(phone)

    async def drop(self, phone: str) -> None:
        self._phone.drop(phone)

    async def conflict(self, phone: str) -> None:
        self._phone.conflict(phone)

    async def unknown(self, number: str) -> None:
        self._whatsapp.servers.unknown.add(number)

    async def lose_next_answer(self, phone: str) -> None:  # noqa: ARG002
        self._whatsapp.lose_next_answer()

    async def sent_by(self, phone: str) -> list[tuple[str, str]]:
        arrivals = self._whatsapp.servers.sent.values()
        return [(it.key.id, it.key.remote_jid) for it in arrivals if it.phone == phone]

    async def linked(self) -> list[str]:
        return [login.phone for login in self._whatsapp.servers.logins.values()]


class SandboxPhone:
    """Over HTTP. WhatsApp Web's numbers of acks are one below the contract's."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def _do(self, what: str, **body: object) -> str:
        async with httpx.AsyncClient(base_url=self._url) as http:
            answer = await http.post(f"/phone/{what}", json=body)
        assert answer.is_success, answer.text
        return str(answer.json().get("id"))

    async def _state(self) -> dict[str, list[dict[str, str]]]:
        async with httpx.AsyncClient(base_url=self._url) as http:
            state: dict[str, list[dict[str, str]]] = (
                await http.get("/phone/state")
            ).json()
        return state

    async def scan(self, code: str, phone: str, *, push_name: str = "Ana") -> None:
        await self._do("scan", code=code, phone=phone, pushname=push_name)

    async def receive(
        self, phone: str, sender: str, text: str, *, group: str | None = None
    ) -> str:
        body = {"from": sender, "text": text} | ({"group": group} if group else {})
        return await self._do("incoming", phone=phone, **body)

    async def write(self, phone: str, to: str, text: str) -> str:
        return await self._do("outgoing", phone=phone, to=to, text=text)

    async def ack(self, key_id: str, ack: Ack) -> None:
        await self._do("ack", id=key_id, ack=ack - 1)

    async def unlink(self, phone: str) -> None:
        await self._do("unlink", phone=phone)

    async def drop(self, phone: str) -> None:
        await self._do("drop", phone=phone)

    async def conflict(self, phone: str) -> None:
        await self._do("conflict", phone=phone)

    async def unknown(self, number: str) -> None:
        await self._do("unknown", phone=number)

    async def lose_next_answer(self, phone: str) -> None:
        await self._do("lose_answer", phone=phone)

    async def needs_update(self, phone: str) -> None:
        await self._do("needs_update", phone=phone)

    async def refuse_next(self, phone: str) -> None:
        await self._do("refuse", phone=phone)

    async def arrivals_of(self, key_id: str) -> int:
        """How often it arrived. WhatsApp keeps one, but one should be all there is."""
        sent = (await self._state())["sent"]
        return sum(int(it["arrivals"]) for it in sent if it["id"] == key_id)

    async def sent_by(self, phone: str) -> list[tuple[str, str]]:
        sent = (await self._state())["sent"]
        return [(it["id"], it["to"]) for it in sent if it["phone"] == phone]

    async def linked(self) -> list[str]:
        devices = (await self._state())["devices"]
        return [it["phone"] for it in devices]
