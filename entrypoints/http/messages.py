"""/send-message, what became of a message, and changing it."""

import asyncio

from litestar import Controller, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from domain.message.errors import NoSuchMessage
from domain.message.message import Message
from entrypoints.http.answers import Answer, Done
from entrypoints.http.asking import OwnWhatsapp
from entrypoints.http.callers import SessionCaller
from entrypoints.http.message_bodies import EditedText, MessageToSend, ReactionBody
from entrypoints.http.refusals import documented
from entrypoints.http.shown_messages import (
    MessageInfo,
    SentMessage,
    changed_message,
    message_info,
    sent_message,
)
from entrypoints.program import Program
from projections.message_queries import message_by_id

CHANGING = documented(401, 403, 404, 409, 413, 422, 503)


class MessageController(Controller):
    tags = ("Messages",)

    @post(
        "/send-message",
        status_code=200,
        responses=documented(401, 403, 413, 422, 503),
    )
    async def send_message(
        self,
        program: NamedDependency[Program],
        caller: NamedDependency[SessionCaller],
        data: JSONBody[MessageToSend],
    ) -> Answer[SentMessage]:
        """Once this is answered the message is safe, and goes out exactly once."""
        accepted = await program.messages.send.soon(caller.session_id, data.draft())
        return Answer(sent_message(accepted))

    @get(
        "/messages/{message_id:int}/info",
        sync_to_thread=True,
        responses=documented(401, 403, 404, 503),
    )
    def show_message(
        self,
        program: NamedDependency[Program],
        message: NamedDependency[Message],
    ) -> Answer[MessageInfo]:
        """``status``: 0 error, 1 pending, 2 sent, 3 delivered, 4 read, 5 played."""
        with program.settled() as rows:
            row = message_by_id(rows, message.id)
        if row is None:
            raise NoSuchMessage(f"There is no message {message.id}.")
        return Answer(message_info(row))

    @post(
        "/messages/{message_id:int}/resend",
        status_code=200,
        sync_to_thread=True,
        responses=documented(401, 403, 404, 409, 503),
    )
    def resend_message(
        self,
        program: NamedDependency[Program],
        message: NamedDependency[Message],
    ) -> Answer[SentMessage]:
        """Only one that failed. It keeps its ``msgId``, and goes out once."""
        return Answer(sent_message(program.messages.resend(message.id)))


class MessageChangeController(Controller):
    """What is done to a message on WhatsApp: asked of its page, then recorded."""

    path = "/messages/{message_id:int}"
    tags = ("Messages",)

    @put("/", responses=CHANGING)
    async def edit_message(
        self,
        whatsapp: NamedDependency[OwnWhatsapp],
        data: JSONBody[EditedText],
        message: NamedDependency[Message],
    ) -> Answer[MessageInfo]:
        """A text of one's own, within 15 minutes."""
        change = whatsapp.program.messages.change
        key = await asyncio.to_thread(change.may_edit, message.id, data.text)
        await whatsapp.ask(lambda page: page.chats.edit(key, data.text))
        await asyncio.to_thread(change.edited, message.id, data.text)
        edited = await asyncio.to_thread(whatsapp.program.messages.all.get, message.id)
        return Answer(changed_message(edited))

    @delete("/", status_code=200, responses=documented(401, 403, 404, 409, 422, 503))
    async def delete_message(
        self, whatsapp: NamedDependency[OwnWhatsapp], message: NamedDependency[Message]
    ) -> Done:
        """For everyone, within 60 hours; in a group, its admins may delete any."""
        change = whatsapp.program.messages.change
        key = await asyncio.to_thread(change.may_revoke, message.id)
        await whatsapp.ask(lambda page: page.chats.revoke(key))
        await asyncio.to_thread(change.revoked, message.id)
        return Done("The message was deleted for everyone.")

    @post("/reaction", status_code=200, responses=CHANGING)
    async def react_to_message(
        self,
        whatsapp: NamedDependency[OwnWhatsapp],
        data: JSONBody[ReactionBody],
        message: NamedDependency[Message],
    ) -> Done:
        """With one emoji, instead of the one before; an empty text takes it back."""
        change = whatsapp.program.messages.change
        key = await asyncio.to_thread(change.may_react, message.id, data.text)
        emoji = data.text.strip()
        await whatsapp.ask(lambda page: page.chats.react(key, emoji))
        await asyncio.to_thread(change.reacted, message.id, emoji)
        return Done("The reaction was sent." if emoji else "The reaction is gone.")
