"""What a page asks of the server, over HTTP: ``/wa``."""

import secrets
from typing import Annotated, Any, Literal

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, JsonValue

from adapters.whatsapp_web.sandbox import groups, linking, sending
from adapters.whatsapp_web.sandbox.addresses import lid_of
from adapters.whatsapp_web.sandbox.clients import Client
from adapters.whatsapp_web.sandbox.faults import AnswerLost
from adapters.whatsapp_web.sandbox.records import Device
from adapters.whatsapp_web.sandbox.stream import frames
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Conflict, NotFound

ClientId = Annotated[str, HeaderParameter(name="X-Client")]
DeviceId = Annotated[str, HeaderParameter(name="X-Device")]
Answer = dict[str, Any]


class Wid(BaseModel):
    wid: str


class MessageParams(BaseModel):
    message: dict[str, JsonValue]


class Key(BaseModel):
    id: str


class EditParams(Key):
    body: str


class Confirmation(BaseModel):
    notice: str


class NewGroup(BaseModel):
    subject: str
    participants: list[str]


class GroupChange(Key):
    action: Literal["add", "remove", "promote", "demote"]
    participants: list[str]


def _device(world: World, device_id: str) -> Device:
    if device := world.devices.get(device_id):
        return device
    raise NotFound("This page is not linked.")


class PageRequests(Controller):
    """What a page asks. ``X-Client`` is the page, ``X-Device`` its login."""

    path = "/wa"

    @get("/stream", media_type="text/event-stream")
    async def stream(
        self,
        world: NamedDependency[World],
        client: FromQuery[str],
        device: FromQuery[str],
        noise: FromQuery[str],
    ) -> Stream:
        opened = Client(id=client, noise=noise, device=device or None)
        return Stream(frames(world, opened), headers={"Cache-Control": "no-store"})

    @post("/refresh_qr", status_code=HTTP_200_OK)
    async def refresh_qr(
        self, world: NamedDependency[World], x_client: ClientId
    ) -> Answer:
        if client := world.clients.get(x_client):
            linking.refresh_refs(world, client)
        return {}

    @post("/exists", status_code=HTTP_200_OK)
    async def exists(
        self, world: NamedDependency[World], data: JSONBody[Wid]
    ) -> Answer:
        wid = data.wid
        number, _, server = wid.partition("@")
        lid = lid_of(number) if server == "c.us" and number.isdecimal() else None
        return {"exists": sending.on_whatsapp(world, wid), "wid": wid, "lid": lid}

    @post("/send", status_code=HTTP_200_OK)
    async def send(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[MessageParams],
    ) -> Answer:
        device = _device(world, x_device)
        fault = world.next_fault(device.phone)
        if fault == "refuse":
            raise Conflict("WhatsApp does not take this message.")
        with world.store.transaction():
            sent = sending.accept(world, device, data.message)
        if fault == "lose_answer":
            raise AnswerLost
        return {"t": int(sent.at.timestamp())}

    @post("/edit", status_code=HTTP_200_OK)
    async def edit(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[EditParams],
    ) -> Answer:
        device = _device(world, x_device)
        sending.edit(world, device, data.id, data.body)
        return {}

    @post("/revoke", status_code=HTTP_200_OK)
    async def revoke(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Key]
    ) -> Answer:
        device = _device(world, x_device)
        sending.revoke(world, device, data.id)
        return {}

    @post(["/react", "/seen", "/chatstate"], status_code=HTTP_200_OK)
    async def shown_to_others(self) -> Answer:
        """Only people see these, and nobody looks."""
        return {}

    @post("/confirm", status_code=HTTP_200_OK)
    async def confirm(
        self, world: NamedDependency[World], data: JSONBody[Confirmation]
    ) -> Answer:
        world.notices.discard(data.notice)
        return {}

    @post("/logout", status_code=HTTP_200_OK)
    async def logout(self, world: NamedDependency[World], x_device: DeviceId) -> Answer:
        if device := world.devices.get(x_device):
            with world.store.transaction():
                linking.forget(world, device)
        return {}

    @post("/pairing_code", status_code=HTTP_200_OK)
    async def pairing_code(self) -> Answer:
        return {"code": "ABCD1234"}

    @post("/groups", status_code=HTTP_200_OK)
    async def groups(self, world: NamedDependency[World], x_device: DeviceId) -> Answer:
        me = _device(world, x_device).wid
        mine = [
            it.model_dump(mode="json") for it in world.groups.values() if it.has(me)
        ]
        return {"groups": mine}

    @post("/group", status_code=HTTP_200_OK)
    async def group(self, world: NamedDependency[World], data: JSONBody[Key]) -> Answer:
        return groups.group_of(world, data.id).model_dump(mode="json")

    @post("/group_create", status_code=HTTP_200_OK)
    async def group_create(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[NewGroup],
    ) -> Answer:
        device = _device(world, x_device)
        made = groups.create(world, device, data.subject, data.participants)
        return made.model_dump(mode="json")

    @post("/group_modify", status_code=HTTP_200_OK)
    async def group_modify(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[GroupChange],
    ) -> Answer:
        device = _device(world, x_device)
        with world.store.transaction():
            groups.modify(world, device, data.id, data.action, data.participants)
        return {}

    @post("/media", status_code=HTTP_200_OK)
    async def upload(
        self, world: NamedDependency[World], request: Request[Any, Any, Any]
    ) -> Answer:
        name = secrets.token_hex(16)
        world.store.put_media(name, await request.body())
        return {"directPath": f"/wa/media/{name}"}

    @get("/media/{name:str}", media_type="application/octet-stream")
    async def download(
        self, world: NamedDependency[World], name: FromPath[str]
    ) -> bytes:
        if (content := world.store.media(name)) is None:
            raise NotFound(f"There is no media {name}.")
        return content
