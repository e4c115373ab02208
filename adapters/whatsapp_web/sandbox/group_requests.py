"""What a page asks of the server about groups, over HTTP: ``/wa/group...``."""

from typing import Literal

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel

from adapters.whatsapp_web.sandbox import group_members, group_settings, groups
from adapters.whatsapp_web.sandbox.page_requests import (
    Answer,
    DeviceId,
    Key,
    device_of,
)
from adapters.whatsapp_web.sandbox.world import World


class NewGroup(BaseModel):
    subject: str
    participants: list[str]


class Members(Key):
    action: group_members.Action
    participants: list[str]


class Text(Key):
    field: Literal["subject", "description"]
    text: str


class Switch(Key):
    setting: group_settings.Setting
    on: bool


class Invitation(BaseModel):
    code: str


class GroupRequests(Controller):
    path = "/wa"

    @post("/groups", status_code=HTTP_200_OK)
    async def groups(self, world: NamedDependency[World], x_device: DeviceId) -> Answer:
        mine = groups.known_to(world, device_of(world, x_device))
        return {"groups": [it.model_dump(mode="json") for it in mine]}

    @post("/group", status_code=HTTP_200_OK)
    async def group(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Key]
    ) -> Answer:
        me = device_of(world, x_device).wid
        return groups.seen_by(world, me, data.id).model_dump(mode="json")

    @post("/group_create", status_code=HTTP_200_OK)
    async def create(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[NewGroup],
    ) -> Answer:
        me = device_of(world, x_device).wid
        with world.store.transaction():
            made = groups.create(world, me, data.subject, data.participants)
        return made.model_dump(mode="json")

    @post("/group_modify", status_code=HTTP_200_OK)
    async def modify(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[Members],
    ) -> Answer:
        me = device_of(world, x_device).wid
        with world.store.transaction():
            outcomes = group_members.modify(
                world, me, data.id, data.action, data.participants
            )
        return {"outcomes": outcomes}

    @post("/group_text", status_code=HTTP_200_OK)
    async def text(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Text]
    ) -> Answer:
        me = device_of(world, x_device).wid
        change = (
            group_settings.rename
            if data.field == "subject"
            else group_settings.describe
        )
        with world.store.transaction():
            change(world, me, data.id, data.text)
        return {}

    @post("/group_switch", status_code=HTTP_200_OK)
    async def switch(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Switch]
    ) -> Answer:
        me = device_of(world, x_device).wid
        with world.store.transaction():
            group_settings.switch(world, me, data.id, data.setting, on=data.on)
        return {}

    @post("/group_leave", status_code=HTTP_200_OK)
    async def leave(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Key]
    ) -> Answer:
        me = device_of(world, x_device).wid
        with world.store.transaction():
            group_members.leave(world, me, data.id)
        return {}

    @post("/group_invite", status_code=HTTP_200_OK)
    async def invite(
        self, world: NamedDependency[World], x_device: DeviceId, data: JSONBody[Key]
    ) -> Answer:
        me = device_of(world, x_device).wid
        return {"code": group_settings.invite_code(world, me, data.id)}

    @post("/group_invited", status_code=HTTP_200_OK)
    async def invited(
        self, world: NamedDependency[World], data: JSONBody[Invitation]
    ) -> Answer:
        return group_settings.invited_to(world, data.code).model_dump(mode="json")

    @post("/group_join", status_code=HTTP_200_OK)
    async def join(
        self,
        world: NamedDependency[World],
        x_device: DeviceId,
        data: JSONBody[Invitation],
    ) -> Answer:
        me = device_of(world, x_device).wid
        with world.store.transaction():
            joined = group_members.join(world, me, data.code)
        return joined.model_dump(mode="json")
