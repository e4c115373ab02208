"""What other people do on their phones, over HTTP: ``/phone``."""

from typing import Literal

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response
from litestar.status_codes import HTTP_200_OK
from pydantic import Field

from adapters.whatsapp_web.sandbox import calls, channels, group_actions, people
from adapters.whatsapp_web.sandbox.pictures import drawn
from adapters.whatsapp_web.sandbox.requests import Answer, Body, Phone
from adapters.whatsapp_web.sandbox.world import World


class Person(Phone):
    """``picture``: the address of one, or true for one that the sandbox draws."""

    name: str | None = Field(default=None, max_length=25)
    about: str | None = Field(default=None, max_length=139)
    picture: str | Literal[True] | None = None


class Contact(Phone):
    of: str
    name: str = Field(min_length=1, max_length=100)


class IncomingCall(Phone):
    sender: str = Field(alias="from")
    video: bool = False
    group: str | None = None


class CallEnd(Body):
    id: str
    state: Literal["accepted", "ended"] = "ended"


class NewChannel(Phone):
    name: str = Field(min_length=1, max_length=100)


class GroupAction(Phone):
    """``from`` does it: the person of the phone itself, if nobody else is named."""

    action: group_actions.Name
    group: str
    sender: str | None = Field(default=None, alias="from")
    participants: list[str] = Field(default_factory=list)
    value: str | bool | None = None


class Drift(Body):
    modules: list[str]


class PeopleController(Controller):
    path = "/phone"

    @post("/person", status_code=HTTP_200_OK)
    async def person(
        self, world: NamedDependency[World], data: JSONBody[Person]
    ) -> Answer:
        """What somebody shows of themselves."""
        drawn_at = f"{people.PICTURES}/{data.phone}"
        picture = drawn_at if data.picture is True else data.picture
        with world.store.transaction():
            shown = people.show(
                world,
                data.phone,
                pushname=data.name,
                about=data.about,
                picture=picture,
            )
        return shown.model_dump()

    @get("/pictures/{name:str}", media_type="image/svg+xml", sync_to_thread=False)
    def picture(self, name: FromPath[str]) -> Response[str]:
        return Response(drawn(name))

    @post("/contact", status_code=HTTP_200_OK)
    async def contact(
        self, world: NamedDependency[World], data: JSONBody[Contact]
    ) -> Answer:
        """The person saves somebody in the phone's address book."""
        with world.store.transaction():
            people.save(world, data.phone, data.of, data.name)
        return {}

    @post("/call", status_code=HTTP_200_OK)
    async def call(
        self, world: NamedDependency[World], data: JSONBody[IncomingCall]
    ) -> Answer:
        call = calls.ring(
            world, data.phone, data.sender, video=data.video, group=data.group
        )
        return {"id": call.id}

    @post("/call_end", status_code=HTTP_200_OK)
    async def call_end(
        self, world: NamedDependency[World], data: JSONBody[CallEnd]
    ) -> Answer:
        """Who called hangs up, or the person answers on the phone."""
        return {"state": calls.end(world, data.id, data.state).state}

    @post("/channel", status_code=HTTP_200_OK)
    async def channel(
        self, world: NamedDependency[World], data: JSONBody[NewChannel]
    ) -> Answer:
        with world.store.transaction():
            return {"id": channels.found(world, data.phone, data.name).id}

    @post("/group", status_code=HTTP_200_OK)
    async def group(
        self, world: NamedDependency[World], data: JSONBody[GroupAction]
    ) -> Answer:
        with world.store.transaction():
            return group_actions.do(
                world,
                data.phone,
                action=data.action,
                group=data.group,
                sender=data.sender,
                participants=data.participants,
                value=data.value,
            )

    @post("/drift", status_code=HTTP_200_OK)
    async def drift(
        self, world: NamedDependency[World], data: JSONBody[Drift]
    ) -> Answer:
        """Pages that are loaded from now on lack these modules; none: all are there."""
        world.dropped = frozenset(data.modules)
        return {"modules": sorted(world.dropped)}
