"""The people side of a page: ``domain.whatsapp.People``, by ``hooks/people.js``."""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.whatsapp_web.asking import Asking
from adapters.whatsapp_web.jids import to_contract, to_page
from adapters.whatsapp_web.well_formed import mended
from domain.whatsapp import Contact


class PagePeople:
    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def exists(self, jid: str) -> bool:
        return bool(await self._asking.ask("personExists", to_page(jid)))

    async def all(self) -> Sequence[Contact]:
        return [_contact(it) for it in await self._asking.ask("contacts")]

    async def one(self, jid: str) -> Contact:
        return _contact(await self._asking.ask("contact", to_page(jid)))

    async def picture(self, jid: str) -> str | None:
        address: str | None = await self._asking.ask("picture", to_page(jid))
        return address

    async def block(self, jid: str) -> None:
        await self._asking.ask("block", to_page(jid))

    async def unblock(self, jid: str) -> None:
        await self._asking.ask("unblock", to_page(jid))

    async def save(self, jid: str, full_name: str, *, on_phone: bool) -> None:
        await self._asking.ask("saveContact", to_page(jid), full_name, on_phone)

    async def lid_of(self, jid: str) -> str | None:
        lid: str | None = await self._asking.ask("lidOf", to_page(jid))
        return lid

    async def number_of(self, lid: str) -> str | None:
        wid: str | None = await self._asking.ask("numberOf", lid)
        return wid and to_contract(wid)


def _contact(told: Mapping[str, Any]) -> Contact:
    facts = mended(told)
    return Contact(
        jid=to_contract(facts["wid"]),
        name=facts.get("name"),
        notify=facts.get("notify"),
        verified_name=facts.get("verifiedName"),
        picture_url=facts.get("picture"),
        about=facts.get("about"),
        exists=facts["exists"],
    )
