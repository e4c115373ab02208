"""What other people do, for the contract: in the sandbox, and in memory."""

import itertools
from collections.abc import Sequence
from typing import Any, Protocol

import httpx

from domain.whatsapp import CallStatus, Contact, Presence
from tests.support.fake_page import jid_of
from tests.support.fake_whatsapp import FakeWhatsapp


class DirectoryPhone(Protocol):
    """Numbers are digits. ``phone`` is the linked number that sees what is done."""

    async def unknown(self, number: str) -> None: ...

    async def receive(self, phone: str, sender: str, text: str) -> str: ...

    async def show(
        self,
        number: str,
        *,
        name: str | None = None,
        about: str | None = None,
        picture: str | None = None,
    ) -> None:
        """What somebody shows of themselves."""

    async def saved_by(self, phone: str) -> list[tuple[str, str]]:
        """JID and name of each in the address book."""

    async def blocked_by(self, phone: str) -> list[str]: ...

    async def presence(self, phone: str, sender: str, presence: Presence) -> None: ...

    async def is_available(self, phone: str) -> bool: ...

    async def call(self, phone: str, caller: str, *, video: bool) -> str: ...

    async def hang_up(self, call_id: str) -> None: ...

    async def state_of_call(self, call_id: str) -> str: ...

    async def group_of(self, phone: str, owner: str, *, subject: str) -> str:
        """A group that ``owner`` made, with ``phone`` in it."""

    async def in_group(
        self,
        phone: str,
        group: str,
        action: str,
        participants: Sequence[str] = (),
        *,
        by: str | None = None,
        value: str | bool | None = None,
    ) -> None:
        """By its owner, where ``by`` names nobody."""

    async def invite_code(self, group: str) -> str: ...

    async def channel_of(self, phone: str, name: str) -> str:
        """A new one that this number writes in."""

    async def sent_to(self, jid: str) -> list[str]:
        """The ids of what arrived there."""


class FakeDirectoryPhone:
    def __init__(self, whatsapp: FakeWhatsapp) -> None:
        self._servers = whatsapp.servers
        self._directory = whatsapp.servers.directory
        self._phone = whatsapp.phone
        self._others = whatsapp.others
        self._pages = whatsapp.pages
        self._called: dict[str, str] = {}
        self._numbers = itertools.count(1)

    async def unknown(self, number: str) -> None:
        self._servers.unknown.add(number)

    async def receive(self, phone: str, sender: str, text: str) -> str:
        return self._phone.receive(phone=phone, sender=sender, text=text).id

    async def show(
        self,
        number: str,
        *,
        name: str | None = None,
        about: str | None = None,
        picture: str | None = None,
    ) -> None:
        jid = jid_of(number)
        if picture:
            self._directory.pictures[jid] = picture
        self._directory.shown[jid] = Contact(jid=jid, notify=name, about=about)

    async def saved_by(self, phone: str) -> list[tuple[str, str]]:
        book = self._directory.contacts.get(phone, {})
        return [(it.jid, it.name or "") for it in book.values()]

    async def blocked_by(self, phone: str) -> list[str]:
        return [*self._directory.blocked.get(phone, ())]

    async def presence(self, phone: str, sender: str, presence: Presence) -> None:
        self._others.show_presence(phone, sender, presence)

    async def is_available(self, phone: str) -> bool:
        return self._pages[self._servers.session_of(phone)].online

    async def call(self, phone: str, caller: str, *, video: bool) -> str:
        call_id = self._others.call(phone, caller, video=video)
        self._called[call_id] = phone
        return call_id

    async def hang_up(self, call_id: str) -> None:
        self._others.end_call(self._called[call_id], call_id, CallStatus.ENDED)

    async def state_of_call(self, call_id: str) -> str:
        page = self._pages[self._servers.session_of(self._called[call_id])]
        return "rejected" if call_id in page.rejected_calls else "ringing"

    async def group_of(self, phone: str, owner: str, *, subject: str) -> str:
        return self._others.make_group(phone, owner, subject).jid

    async def in_group(
        self,
        phone: str,
        group: str,
        action: str,
        participants: Sequence[str] = (),
        *,
        by: str | None = None,
        value: str | bool | None = None,
    ) -> None:
        owner = self._directory.groups[group].owner.partition("@")[0]
        self._others.change_group(
            phone, group, action, participants, by=by or owner, value=value
        )

    async def invite_code(self, group: str) -> str:
        return self._directory.groups[group].code

    async def channel_of(self, phone: str, name: str) -> str:  # noqa: ARG002
        return f"120363{next(self._numbers):012d}@newsletter"

    async def sent_to(self, jid: str) -> list[str]:
        sent = self._servers.sent.values()
        return [it.key.id for it in sent if it.key.remote_jid == jid]


class SandboxDirectoryPhone:
    def __init__(self, url: str) -> None:
        self._url = url

    async def _do(self, what: str, **body: object) -> dict[str, Any]:
        given = {name: it for name, it in body.items() if it is not None}
        async with httpx.AsyncClient(base_url=self._url, timeout=30) as http:
            answer = await http.post(f"/phone/{what}", json=given)
        assert answer.is_success, answer.text
        done: dict[str, Any] = answer.json()
        return done

    async def _state(self, part: str) -> list[dict[str, Any]]:
        async with httpx.AsyncClient(base_url=self._url, timeout=30) as http:
            state = (await http.get("/phone/state")).json()
        shown: list[dict[str, Any]] = state[part]
        return shown

    async def drift(self, *modules: str) -> None:
        """Pages lack these from now on; without any, they have all."""
        await self._do("drift", modules=modules)

    async def unknown(self, number: str) -> None:
        await self._do("unknown", phone=number)

    async def receive(self, phone: str, sender: str, text: str) -> str:
        done = await self._do("incoming", phone=phone, text=text, **{"from": sender})
        return str(done["id"])

    async def show(
        self,
        number: str,
        *,
        name: str | None = None,
        about: str | None = None,
        picture: str | None = None,
    ) -> None:
        await self._do("person", phone=number, name=name, about=about, picture=picture)

    async def saved_by(self, phone: str) -> list[tuple[str, str]]:
        saved = await self._state("contacts")
        return [(it["jid"], it["name"]) for it in saved if it["phone"] == phone]

    async def blocked_by(self, phone: str) -> list[str]:
        blocked = await self._state("blocked")
        return [it["jid"] for it in blocked if it["phone"] == phone]

    async def presence(self, phone: str, sender: str, presence: Presence) -> None:
        await self._do("presence", phone=phone, state=presence, **{"from": sender})

    async def is_available(self, phone: str) -> bool:
        devices = await self._state("devices")
        return any(it["available"] for it in devices if it["phone"] == phone)

    async def call(self, phone: str, caller: str, *, video: bool) -> str:
        done = await self._do("call", phone=phone, video=video, **{"from": caller})
        return str(done["id"])

    async def hang_up(self, call_id: str) -> None:
        await self._do("call_end", id=call_id)

    async def state_of_call(self, call_id: str) -> str:
        [state] = [
            it["state"] for it in await self._state("calls") if it["id"] == call_id
        ]
        return str(state)

    async def group_of(self, phone: str, owner: str, *, subject: str) -> str:
        number = f"1203635{len(await self._state('groups')):011d}@g.us"
        done = await self._do(
            "group",
            phone=phone,
            action="create",
            group=number,
            value=subject,
            participants=[phone],
            **{"from": owner},
        )
        return str(done["id"])

    async def in_group(
        self,
        phone: str,
        group: str,
        action: str,
        participants: Sequence[str] = (),
        *,
        by: str | None = None,
        value: str | bool | None = None,
    ) -> None:
        await self._do(
            "group",
            phone=phone,
            action=action,
            group=group,
            participants=[*participants],
            value=value,
            **{"from": by or await self._owner(group)},
        )

    async def _owner(self, group: str) -> str:
        [owner] = [
            it["owner"] for it in await self._state("groups") if it["id"] == group
        ]
        return str(owner)

    async def invite_code(self, group: str) -> str:
        [code] = [
            it["invite"] for it in await self._state("groups") if it["id"] == group
        ]
        return str(code)

    async def channel_of(self, phone: str, name: str) -> str:
        return str((await self._do("channel", phone=phone, name=name))["id"])

    async def sent_to(self, jid: str) -> list[str]:
        return [it["id"] for it in await self._state("sent") if it["to"] == jid]
