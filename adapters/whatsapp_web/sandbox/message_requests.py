"""What a page asks of the server about messages and their files, over HTTP: ``/wa``."""

from typing import Any

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, JsonValue

from adapters.whatsapp_web.sandbox import happenings, sending
from adapters.whatsapp_web.sandbox.faults import AnswerLost
from adapters.whatsapp_web.sandbox.media import keep_file
from adapters.whatsapp_web.sandbox.page_requests import (
    Answer,
    DeviceId,
    Key,
    device_of,
)
from adapters.whatsapp_web.sandbox.records import ChatState, ReadMark
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Conflict, NotFound


class MessageParams(BaseModel):
    message: dict[str, JsonValue]


class EditParams(Key):
    body: str


class ReactionParams(Key):
    reaction: str


class Chat(BaseModel):
    chat: str


class ChatStateParams(Chat):
    state: str


class MessageRequests(Controller):
    path = "/wa"

    @post("/send", status_code=HTTP_200_OK)
    async def send(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[MessageParams],
    ) -> Answer:
        device = device_of(world, x_device)
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
        device = device_of(world, x_device)
        message = happenings.message_of(world, data.id)
        with world.store.transaction():
            happenings.edit(world, message, device.wid, data.body, by=device)
        return {}

    @post("/revoke", status_code=HTTP_200_OK)
    async def revoke(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Key]
    ) -> Answer:
        device = device_of(world, x_device)
        message = happenings.message_of(world, data.id)
        with world.store.transaction():
            happenings.revoke(world, message, device.wid, by=device)
        return {}

    @post("/react", status_code=HTTP_200_OK)
    async def react(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[ReactionParams],
    ) -> Answer:
        device = device_of(world, x_device)
        message = happenings.message_of(world, data.id)
        with world.store.transaction():
            happenings.react(world, message, device.wid, data.reaction, by=device)
        return {}

    @post("/seen", status_code=HTTP_200_OK)
    async def seen(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Chat]
    ) -> Answer:
        phone = device_of(world, x_device).phone
        mark = ReadMark(phone=phone, chat=data.chat, at=world.now())
        world.read_marks.put(f"{phone} {data.chat}", mark)
        return {}

    @post("/chatstate", status_code=HTTP_200_OK)
    async def chat_state(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[ChatStateParams],
    ) -> Answer:
        phone = device_of(world, x_device).phone
        shown = ChatState(phone=phone, chat=data.chat, state=data.state)
        world.chat_states.put(f"{phone} {data.chat}", shown)
        return {}

    @post("/media", status_code=HTTP_200_OK)
    async def upload(
        self, world: NamedDependency[World], request: Request[Any, Any, Any]
    ) -> Answer:
        return {"directPath": keep_file(world.store, await request.body())}

    @get("/media/{name:str}", media_type="application/octet-stream")
    async def download(
        self, world: NamedDependency[World], name: FromPath[str]
    ) -> bytes:
        if (content := world.store.media(name)) is None:
            raise NotFound(f"There is no media {name}.")
        return content
