"""What a page asks of the server, over HTTP: ``/wa``."""

from typing import Annotated, Any

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, HeaderParameter, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel

from adapters.whatsapp_web.sandbox import linking
from adapters.whatsapp_web.sandbox.clients import Client
from adapters.whatsapp_web.sandbox.records import Device
from adapters.whatsapp_web.sandbox.stream import frames
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import NotFound

ClientId = Annotated[str, HeaderParameter(name="X-Client")]
DeviceId = Annotated[str, HeaderParameter(name="X-Device")]
Answer = dict[str, Any]


class Key(BaseModel):
    id: str


class Confirmation(BaseModel):
    notice: str


def device_of(world: World, device_id: str) -> Device:
    """Raises NotFound."""
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
