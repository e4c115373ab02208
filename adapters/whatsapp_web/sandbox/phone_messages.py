"""What people write on their phones, and do to messages, over HTTP: ``/phone``."""

from typing import Annotated, Literal

from litestar import Controller, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body as BodyKind
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import Field

from adapters.whatsapp_web.sandbox import happenings, media, sending, writing
from adapters.whatsapp_web.sandbox.addresses import person
from adapters.whatsapp_web.sandbox.phone_contents import Fields, Said
from adapters.whatsapp_web.sandbox.requests import Answer, Body, Phone
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Invalid

Upload = Annotated[UploadFile, BodyKind(media_type=RequestEncodingType.MULTI_PART)]


class Incoming(Phone, Said):
    sender: str = Field(alias="from")
    group: str | None = None
    name: str | None = None


class Outgoing(Phone, Said):
    to: str


class Ack(Body):
    id: str
    ack: Literal[2, 3, 4]
    participant: str | None = None


class Deed(Phone):
    """``from`` does it to a message: the person of the phone, if nobody is named."""

    id: str
    sender: str | None = Field(default=None, alias="from")

    @property
    def author(self) -> str:
        return person(self.sender or self.phone, "from")


class Edit(Deed):
    text: str


class Reaction(Deed):
    text: str


class Vote(Deed):
    options: list[str]


class MessagesController(Controller):
    path = "/phone"

    @post("/media", status_code=HTTP_200_OK)
    async def media(self, world: NamedDependency[World], data: Upload) -> Answer:
        """What is answered can be sent: as an ``image``, a ``document`` and so on."""
        content = await data.read()
        return {
            "media": media.keep_file(world.store, content),
            "mimetype": data.content_type,
            "fileName": data.filename,
            "size": len(content),
        }

    @post("/incoming", status_code=HTTP_200_OK)
    async def incoming(
        self, world: NamedDependency[World], data: JSONBody[Incoming]
    ) -> Answer:
        with world.store.transaction():
            place = writing.incoming(world, data.phone, data.sender, data.group)
            written = writing.write(world, place, _fields(world, data), data.name)
        return {"id": written.id}

    @post("/outgoing", status_code=HTTP_200_OK)
    async def outgoing(
        self, world: NamedDependency[World], data: JSONBody[Outgoing]
    ) -> Answer:
        """The person writes on the phone itself."""
        with world.store.transaction():
            place = writing.outgoing(world, data.phone, data.to)
            written = writing.write(world, place, _fields(world, data))
        return {"id": written.id}

    @post("/ack", status_code=HTTP_200_OK)
    async def ack(self, world: NamedDependency[World], data: JSONBody[Ack]) -> Answer:
        with world.store.transaction():
            sent = sending.acknowledge(world, data.id, data.ack, data.participant)
        return {"id": sent.id, "ack": sent.ack}

    @post("/edit", status_code=HTTP_200_OK)
    async def edit(self, world: NamedDependency[World], data: JSONBody[Edit]) -> Answer:
        message = happenings.message_of(world, data.id)
        author = data.author if data.sender else happenings.author_of(message)
        with world.store.transaction():
            happenings.edit(world, message, author, data.text)
        return {}

    @post("/revoke", status_code=HTTP_200_OK)
    async def revoke(
        self, world: NamedDependency[World], data: JSONBody[Deed]
    ) -> Answer:
        """By its author, if nobody else is named."""
        message = happenings.message_of(world, data.id)
        author = data.author if data.sender else happenings.author_of(message)
        with world.store.transaction():
            happenings.revoke(world, message, author)
        return {}

    @post("/reaction", status_code=HTTP_200_OK)
    async def reaction(
        self, world: NamedDependency[World], data: JSONBody[Reaction]
    ) -> Answer:
        message = happenings.message_of(world, data.id)
        with world.store.transaction():
            happenings.react(world, message, data.author, data.text)
        return {}

    @post("/vote", status_code=HTTP_200_OK)
    async def vote(self, world: NamedDependency[World], data: JSONBody[Vote]) -> Answer:
        message = happenings.message_of(world, data.id)
        with world.store.transaction():
            happenings.vote(world, message, data.author, data.options)
        return {}

    @post("/forget_media", status_code=HTTP_200_OK)
    async def forget_media(
        self, world: NamedDependency[World], data: JSONBody[Deed]
    ) -> Answer:
        """WhatsApp keeps files for some weeks: those of this message are gone now."""
        address = happenings.message_of(world, data.id).content.get("media")
        if not isinstance(address, str):
            raise Invalid(id=f"The message {data.id} has no file.")
        media.forget_file(world.store, address)
        return {}


def _fields(world: World, said: Said) -> Fields:
    answered = happenings.message_of(world, said.reply) if said.reply else None
    return said.fields(world.store, answered)
