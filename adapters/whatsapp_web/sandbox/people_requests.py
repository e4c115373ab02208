"""What a page asks of the server about people and calls, over HTTP: ``/wa``."""

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel

from adapters.whatsapp_web.sandbox import calls, people, sending
from adapters.whatsapp_web.sandbox.addresses import lid_of, number_of_lid
from adapters.whatsapp_web.sandbox.page_requests import (
    Answer,
    ClientId,
    DeviceId,
    Key,
    device_of,
)
from adapters.whatsapp_web.sandbox.world import World


class Wid(BaseModel):
    wid: str


class NewContact(Wid):
    name: str


class Availability(BaseModel):
    available: bool


class PeopleRequests(Controller):
    path = "/wa"

    @post("/exists", status_code=HTTP_200_OK)
    async def exists(
        self, world: NamedDependency[World], data: JSONBody[Wid]
    ) -> Answer:
        """By number or by lid; the answer has both."""
        name, _, server = data.wid.partition("@")
        number = number_of_lid(data.wid) if server == "lid" else name
        if server not in {"c.us", "lid"} or not number.isdecimal():
            return {"exists": sending.on_whatsapp(world, data.wid), "wid": data.wid}
        wid = f"{number}@c.us"
        exists = sending.on_whatsapp(world, wid)
        return {"exists": exists, "wid": wid, "lid": lid_of(number)}

    @post("/picture", status_code=HTTP_200_OK)
    async def picture(
        self, world: NamedDependency[World], data: JSONBody[Wid]
    ) -> Answer:
        return {"picture": people.picture_of(world, data.wid)}

    @post("/about", status_code=HTTP_200_OK)
    async def about(self, world: NamedDependency[World], data: JSONBody[Wid]) -> Answer:
        return {"about": people.about_of(world, data.wid)}

    @post("/save_contact", status_code=HTTP_200_OK)
    async def save(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[NewContact],
    ) -> Answer:
        owner = device_of(world, x_device).phone
        with world.store.transaction():
            people.save(world, owner, data.wid, data.name)
        return {}

    @post("/block", status_code=HTTP_200_OK)
    async def block(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Wid]
    ) -> Answer:
        people.block(world, device_of(world, x_device).phone, data.wid)
        return {}

    @post("/unblock", status_code=HTTP_200_OK)
    async def unblock(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Wid]
    ) -> Answer:
        people.unblock(world, device_of(world, x_device).phone, data.wid)
        return {}

    @post("/available", status_code=HTTP_200_OK)
    async def available(
        self,
        world: NamedDependency[World],
        x_client: ClientId,
        data: JSONBody[Availability],
    ) -> Answer:
        """For as long as the page's stream lasts."""
        if client := world.clients.get(x_client):
            client.available = data.available
        return {}

    @post("/reject_call", status_code=HTTP_200_OK)
    async def reject_call(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Key]
    ) -> Answer:
        calls.reject(world, device_of(world, x_device), data.id)
        return {}
