"""/messages/read and /send-presence-update: what others see of the session's person."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from litestar import Controller, Response, post
from litestar.background_tasks import BackgroundTask
from litestar.di import NamedDependency
from litestar.params import JSONBody
from pydantic import Field

from domain.kernel import DomainError
from domain.whatsapp import Presence
from entrypoints.http import jids
from entrypoints.http.answers import Answer, Done
from entrypoints.http.asking import OwnWhatsapp
from entrypoints.http.bodies import ContractBody
from entrypoints.http.message_keys import KeyBody, whole
from entrypoints.http.refusals import documented

BY_THEMSELVES: Final = frozenset({Presence.COMPOSING, Presence.RECORDING})
"""They end after some 20 seconds, or when it is said so."""

LONGEST: Final = 25_000
ASKING: Final = documented(401, 403, 413, 422, 503)


@dataclass(frozen=True, slots=True)
class ReadState:
    status: str


class MessageToRead(ContractBody):
    key: KeyBody


class PresenceBody(ContractBody):
    jid: str = Field(examples=["34600111222@s.whatsapp.net"])
    type: Presence
    delay_ms: int | None = Field(
        default=None,
        alias="delayMs",
        ge=0,
        le=LONGEST,
        description="Milliseconds after which composing or recording ends",
    )


class ReadingController(Controller):
    tags = ("Messages",)

    @post("/messages/read", status_code=200, responses=ASKING)
    async def mark_read(
        self, whatsapp: NamedDependency[OwnWhatsapp], data: JSONBody[MessageToRead]
    ) -> Answer[ReadState]:
        """Everything in the message's chat, up to it, with blue ticks."""
        key = await asyncio.to_thread(whole, whatsapp, data.key)
        await whatsapp.ask(lambda page: page.chats.mark_read(key))
        return Answer(ReadState("read"))

    @post("/send-presence-update", status_code=200, responses=ASKING)
    async def show_presence(
        self, whatsapp: NamedDependency[OwnWhatsapp], data: JSONBody[PresenceBody]
    ) -> Response[Done]:
        """Typing, recording, and being there or away."""
        jid = jids.chat(data.jid, field="jid")
        await whatsapp.ask(lambda page: page.chats.show_presence(jid, data.type))
        end = None
        if data.delay_ms is not None and data.type in BY_THEMSELVES:
            end = BackgroundTask(_pause, whatsapp, jid, data.delay_ms / 1000)
        return Response(Done("The presence was sent."), background=end)


async def _pause(whatsapp: OwnWhatsapp, jid: str, after: float) -> None:
    """Once the answer is out. Where it fails, WhatsApp ends it by itself."""
    await asyncio.sleep(after)
    with suppress(DomainError):
        await whatsapp.ask(lambda page: page.chats.show_presence(jid, Presence.PAUSED))
