"""Sending messages."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.kernel import Invalid, NotFound
from domain.message.contents import content_of
from domain.message.drafts import Draft
from domain.message.events import JobRef, MessageEvent
from domain.message.message import Message
from domain.message.rules import is_group, jid_of
from domain.message.senders import ReadySenders
from domain.ports import Aggregates, Clock, Ids, Secrets
from domain.whatsapp import Ack, MessageKey

Messages: TypeAlias = Aggregates[Message, MessageEvent]


@dataclass(frozen=True, slots=True)
class Accepted:
    """``id`` is the contract's msgId; WhatsApp's own name of it is in ``key``."""

    id: int
    key: MessageKey
    position: int | None
    status: str = "in_progress"


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Accepts a message: when this returns, it is durable and will go out once.

    ``to`` and ``text`` are a draft in short. Raises Invalid, SessionNotConnected, and
    what ``ready`` raises when the owner may not send.
    """

    messages: Messages
    ready: ReadySenders
    secrets: Secrets
    clock: Clock
    ids: Ids

    def __call__(
        self,
        session_id: int,
        draft: Draft | None = None,
        *,
        to: str = "",
        text: str = "",
    ) -> Accepted:
        draft = draft or Draft(to=to, text=text)
        message_id, key, events = self._decide(session_id, draft)
        receipt = self.messages.begin(message_id, events)
        return Accepted(message_id, key, receipt.position)

    async def soon(
        self,
        session_id: int,
        draft: Draft | None = None,
        *,
        to: str = "",
        text: str = "",
    ) -> Accepted:
        """The same for an event loop: waits for the commit without a thread."""
        draft = draft or Draft(to=to, text=text)
        message_id, key, events = self._decide(session_id, draft)
        receipt = await self.messages.begin_soon(message_id, events)
        return Accepted(message_id, key, receipt.position)

    def _decide(
        self, session_id: int, draft: Draft
    ) -> tuple[int, MessageKey, tuple[MessageEvent, ...]]:
        jid = jid_of(draft.to)
        content = content_of(draft, self._answered(session_id, jid, draft.reply_to))
        sender = self.ready(session_id)
        message_id = self.ids.next("messages")
        key = MessageKey(id=self._key_id(), remote_jid=jid, from_me=True)
        events = Message.accept(
            message_id,
            session_id=session_id,
            user_id=sender.user_id,
            job=JobRef(job_id=self.ids.next("send_messages_jobs"), alone=True),
            key=key,
            content=content,
            logged=sender.settings.log_messages,
            at=self.clock.now(),
        )
        return message_id, key, events

    def _answered(
        self, session_id: int, jid: str, reply_to: int | None
    ) -> dict[str, str]:
        """WhatsApp's names of the message that is answered, and of who wrote it."""
        if reply_to is None:
            return {}
        answered = self._known(session_id, jid, reply_to)
        if answered.revoked or answered.ack is Ack.ERROR:
            raise Invalid(replyTo=f"Message {reply_to} was deleted, or never sent.")
        key = answered.key
        if key.from_me:
            return {"stanzaId": key.id}
        author = key.participant if is_group(jid) else None
        return {"stanzaId": key.id, "participant": author or key.remote_jid}

    def _known(self, session_id: int, jid: str, message_id: int) -> Message:
        try:
            message = self.messages.get(message_id)
        except NotFound:
            message = None
        if message is None or message.session_id != session_id:
            raise Invalid(replyTo=f"There is no message {message_id}.")
        if message.key.remote_jid != jid:
            raise Invalid(replyTo=f"Message {message_id} is of another chat.")
        return message

    def _key_id(self) -> str:
        """A WhatsApp message id as its web client makes them: 3EB0 and 18 hex digits.

        Chosen before anything is sent, so that a restarted worker can ask WhatsApp
        Web for it before it sends again.
        """
        return f"3EB0{self.secrets.hex_key()[:18]}".upper()


@dataclass(frozen=True, slots=True)
class ResendMessage:
    """Accepts a message that failed once more. It keeps its key, and goes out once.

    Raises NotFailed, and what ``ready`` raises.
    """

    messages: Messages
    ready: ReadySenders
    clock: Clock

    def __call__(self, message_id: int) -> Accepted:
        message = self.messages.get(message_id)
        self.ready(message.session_id)
        at = self.clock.now()
        receipt = self.messages.change(message_id, lambda it: it.resend(at=at))
        return Accepted(message_id, message.key, receipt.position)
