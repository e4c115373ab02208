"""The phone over HTTP, for people and for tests: ``/phone``."""

from pathlib import Path
from typing import Literal

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.response import Response
from litestar.status_codes import HTTP_200_OK
from pydantic import Field

from adapters.whatsapp_web.sandbox import linking
from adapters.whatsapp_web.sandbox.addresses import group, person, phone_number
from adapters.whatsapp_web.sandbox.records import Frame, Nobody
from adapters.whatsapp_web.sandbox.requests import Answer, Phone
from adapters.whatsapp_web.sandbox.state import state_of
from adapters.whatsapp_web.sandbox.world import World

_PAGE = Path(__file__).parent / "static" / "phone.html"


class Scan(Phone):
    code: str
    pushname: str = Field(default="Sandbox", min_length=1, max_length=25)


class Presence(Phone):
    sender: str = Field(alias="from")
    state: Literal["available", "unavailable", "composing", "recording", "paused"]
    online: bool = True
    group: str | None = None


class Fault(Phone):
    times: int = Field(default=1, ge=1, le=1000)


class PhoneController(Controller):
    """Numbers may be digits or JIDs; what is refused is answered ``{"error": ...}``."""

    path = "/phone"

    @get("/", media_type="text/html", sync_to_thread=False)
    def page(self) -> Response[bytes]:
        return Response(_PAGE.read_bytes())

    @get("/state")
    async def state(self, world: NamedDependency[World]) -> Answer:
        return state_of(world)

    @post("/scan", status_code=HTTP_200_OK)
    async def scan(self, world: NamedDependency[World], data: JSONBody[Scan]) -> Answer:
        device = linking.scan(world, data.code, data.phone, data.pushname)
        return {"phone": device.phone, "pushname": device.pushname}

    @post("/presence", status_code=HTTP_200_OK)
    async def presence(
        self, world: NamedDependency[World], data: JSONBody[Presence]
    ) -> Answer:
        """Somebody comes, goes, or types: here, or in a group."""
        author = person(data.sender, "from")
        frame: Frame = {
            "kind": "presence",
            "id": group(data.group, "group") if data.group else author,
            "participant": author if data.group else None,
            "online": data.online and data.state != "unavailable",
            "state": data.state,
        }
        return _push(world, data.phone, frame)

    @post("/unlink", status_code=HTTP_200_OK)
    async def unlink(
        self, world: NamedDependency[World], data: JSONBody[Phone]
    ) -> Answer:
        with world.store.transaction():
            for device in world.devices_of(data.phone):
                linking.unlink(world, device)
        return {}

    @post("/drop", status_code=HTTP_200_OK)
    async def drop(
        self, world: NamedDependency[World], data: JSONBody[Phone]
    ) -> Answer:
        for device in world.devices_of(data.phone):
            linking.drop(world, device)
        return {}

    @post("/conflict", status_code=HTTP_200_OK)
    async def conflict(
        self, world: NamedDependency[World], data: JSONBody[Phone]
    ) -> Answer:
        return _push(world, data.phone, {"kind": "conflict"})

    @post("/needs_update", status_code=HTTP_200_OK)
    async def needs_update(
        self, world: NamedDependency[World], data: JSONBody[Phone]
    ) -> Answer:
        return _push(world, data.phone, {"kind": "needs_update"})

    @post("/unknown", status_code=HTTP_200_OK)
    async def unknown(
        self, world: NamedDependency[World], data: JSONBody[Phone]
    ) -> Answer:
        """From now on this number is not on WhatsApp."""
        number = phone_number(data.phone)
        world.nobodies.put(number, Nobody(phone=number))
        return {}

    @post("/refuse", status_code=HTTP_200_OK)
    async def refuse(
        self, world: NamedDependency[World], data: JSONBody[Fault]
    ) -> Answer:
        """The server refuses the next messages of this number."""
        world.plan_faults(data.phone, "refuse", data.times)
        return {}

    @post("/lose_answer", status_code=HTTP_200_OK)
    async def lose_answer(
        self, world: NamedDependency[World], data: JSONBody[Fault]
    ) -> Answer:
        """The server takes the next messages, and the page never hears of it."""
        world.plan_faults(data.phone, "lose_answer", data.times)
        return {}


def _push(world: World, phone: str, frame: Frame) -> Answer:
    for device in world.devices_of(phone):
        world.push(device, frame)
    return {}
