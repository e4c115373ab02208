"""Sending messages, and recording what came of them and what came in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from domain.kernel import Conflict
from domain.message.errors import AlreadyKnown, NoSuchSender, SessionNotConnected
from domain.message.events import JobRef, MessageEvent
from domain.message.message import Message
from domain.message.rules import jid_of, text_content
from domain.ports import Aggregates, Claim, Clock, Ids, Receipt, Secrets
from domain.reference import SessionStatus
from domain.whatsapp import Ack, MessageKey, MessageSeen, Sent

Messages: TypeAlias = Aggregates[Message, MessageEvent]

REMEDIES: Final = {
    SessionStatus.CONNECTING: "wait for it",
    SessionStatus.NEED_SCAN: "have it scanned",
}
"""Of a session that is not connected; of any other, connect it."""


class SenderSettings(Protocol):
    @property
    def log_messages(self) -> bool: ...


class Sender(Protocol):
    """What has to be known of a session to send or receive for it."""

    @property
    def id(self) -> int: ...
    @property
    def user_id(self) -> int: ...
    @property
    def status(self) -> SessionStatus: ...
    @property
    def settings(self) -> SenderSettings: ...
    @property
    def deleted(self) -> bool: ...


Senders: TypeAlias = Callable[[int], Sender]


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

    Raises Invalid, SessionNotConnected, and what ``entitle`` raises when the owner
    may not send.
    """

    messages: Messages
    senders: Senders
    entitle: Callable[[int], object]
    secrets: Secrets
    clock: Clock
    ids: Ids

    def __call__(self, session_id: int, *, to: str, text: str) -> Accepted:
        message_id, key, events = self._decide(session_id, to, text)
        receipt = self.messages.begin(message_id, events)
        return Accepted(message_id, key, receipt.position)

    async def soon(self, session_id: int, *, to: str, text: str) -> Accepted:
        """The same for an event loop: waits for the commit without a thread."""
        message_id, key, events = self._decide(session_id, to, text)
        receipt = await self.messages.begin_soon(message_id, events)
        return Accepted(message_id, key, receipt.position)

    def _decide(
        self, session_id: int, to: str, text: str
    ) -> tuple[int, MessageKey, tuple[MessageEvent, ...]]:
        content, jid = text_content(text), jid_of(to)
        sender = self._connected(session_id)
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

    def _connected(self, session_id: int) -> Sender:
        sender = self.senders(session_id)
        self.entitle(sender.user_id)
        if sender.status is not SessionStatus.CONNECTED:
            remedy = REMEDIES.get(sender.status, "connect it")
            raise SessionNotConnected(
                f"The WhatsApp session is {sender.status.words}; {remedy}, "
                "then send again.",
                passes=sender.status is SessionStatus.CONNECTING,
            )
        return sender

    def _key_id(self) -> str:
        """A WhatsApp message id as its web client makes them: 3EB0 and 18 hex digits.

        Chosen before anything is sent, so that a restarted worker can ask WhatsApp
        Web for it before it sends again.
        """
        return f"3EB0{self.secrets.hex_key()[:18]}".upper()


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """What came of a message that was accepted."""

    messages: Messages
    clock: Clock

    def sent(self, message_id: int, sent: Sent) -> Receipt:
        at = self.clock.now()
        return self.messages.change(
            message_id, lambda message: message.record_sent(sent, at=at)
        )

    def failed(self, message_id: int, *, reason: str) -> Receipt:
        at = self.clock.now()
        return self.messages.change(
            message_id, lambda message: message.fail(reason, at=at)
        )

    def acknowledged(self, message_id: int, ack: Ack) -> Receipt:
        at = self.clock.now()
        return self.messages.change(
            message_id, lambda message: message.acknowledge(ack, at=at)
        )


@dataclass(frozen=True, slots=True)
class RecordReceived:
    """Takes a message in once, however often it is reported."""

    messages: Messages
    senders: Senders
    clock: Clock
    ids: Ids

    def __call__(self, session_id: int, seen: MessageSeen) -> Receipt:
        """Raises AlreadyKnown, and NoSuchSender once the session was deleted."""
        sender = self.senders(session_id)
        if sender.deleted:
            raise NoSuchSender(f"Session {session_id} was deleted.")
        message_id = self.ids.next("messages")
        events = Message.receive(
            message_id,
            seen,
            session_id=session_id,
            user_id=sender.user_id,
            logged=sender.settings.log_messages,
            at=self.clock.now(),
        )
        try:
            return self.messages.begin(
                message_id, events, claims=[key_claim(session_id, seen.key)]
            )
        except Conflict as error:
            raise AlreadyKnown(f"Message {seen.key.id} was recorded before.") from error


def key_claim(session_id: int, key: MessageKey) -> Claim:
    """WhatsApp's key in full: an id alone could be chosen by another sender."""
    parts = (session_id, key.from_me, key.remote_jid, key.participant or "", key.id)
    return Claim("message_key", "\n".join(map(str, parts)))
