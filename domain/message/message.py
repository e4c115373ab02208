"""State and decisions of one message, in or out."""

from collections.abc import Mapping
from datetime import datetime

from domain.kernel import Value
from domain.message.errors import NotFailed
from domain.message.events import (
    JobRef,
    MessageAccepted,
    MessageAcknowledged,
    MessageEvent,
    MessageFailed,
    MessageReceived,
    MessageRequeued,
    MessageSent,
    Progress,
)
from domain.message.progress import reached
from domain.reference import MessageStatus
from domain.whatsapp import Ack, Content, MessageKey, MessageSeen, Sent

Events = tuple[MessageEvent, ...]


class Reaction(Value):
    text: str
    at: datetime


class Vote(Value):
    options: tuple[str, ...]
    at: datetime


class Message(Value):
    """``job`` is None for a message that came in.

    ``reactions`` and ``votes`` are the latest of each ``person``; those that were taken
    back are there too, and are empty.
    """

    id: int
    session_id: int
    user_id: int
    job: JobRef | None
    key: MessageKey
    content: Content
    logged: bool
    status: MessageStatus
    ack: Ack
    progress: Progress = Progress()
    failure: str | None = None
    edited_at: datetime | None = None
    reactions: Mapping[str, Reaction] = {}
    votes: Mapping[str, Vote] = {}

    @property
    def revoked(self) -> bool:
        return self.status is MessageStatus.DELETED

    @staticmethod
    def accept(
        message_id: int,
        *,
        session_id: int,
        user_id: int,
        job: JobRef,
        key: MessageKey,
        content: Content,
        logged: bool,
        at: datetime,
    ) -> Events:
        return (
            MessageAccepted(
                message_id=message_id,
                session_id=session_id,
                user_id=user_id,
                job=job,
                key=key,
                content=content,
                logged=logged,
                at=at,
            ),
        )

    @staticmethod
    def receive(
        message_id: int,
        seen: MessageSeen,
        *,
        session_id: int,
        user_id: int,
        logged: bool,
        at: datetime,
    ) -> Events:
        return (
            MessageReceived(
                message_id=message_id,
                session_id=session_id,
                user_id=user_id,
                key=seen.key,
                content=seen.content,
                push_name=seen.push_name,
                sent_at=seen.sent_at,
                logged=logged,
                at=at,
            ),
        )

    def record_sent(self, sent: Sent, *, at: datetime) -> Events:
        """Also after a failure: what WhatsApp has is sent, whatever we believed."""
        if self.ack >= Ack.SENT or self.job is None:
            return ()
        ack = max(sent.ack, Ack.SENT)  # a page may not have heard of it yet
        progress = reached(Progress(sent_at=sent.sent_at), ack, at)
        return (
            MessageSent(
                message_id=self.id,
                session_id=self.session_id,
                user_id=self.user_id,
                job=self.job,
                key=sent.key,
                ack=ack,
                progress=progress,
                logged=self.logged,
                at=at,
            ),
        )

    def fail(self, reason: str, *, at: datetime) -> Events:
        if self.status is not MessageStatus.PENDING or self.job is None:
            return ()
        return (
            MessageFailed(
                message_id=self.id,
                session_id=self.session_id,
                user_id=self.user_id,
                job=self.job,
                key=self.key,
                reason=reason,
                logged=self.logged,
                at=at,
            ),
        )

    def resend(self, *, at: datetime) -> Events:
        """Raises NotFailed."""
        if self.status is not MessageStatus.FAILED or self.job is None:
            raise NotFailed(
                f"Message {self.id} has not failed: only a failed one can be resent."
            )
        return (
            MessageRequeued(
                message_id=self.id,
                session_id=self.session_id,
                user_id=self.user_id,
                job=self.job,
                key=self.key,
                content=self.content,
                logged=self.logged,
                at=at,
            ),
        )

    def acknowledge(self, ack: Ack, *, at: datetime) -> Events:
        """Forward only: WhatsApp repeats receipts, and they overtake each other.

        A receipt for a message of which the sending was never confirmed proves it.
        """
        if ack < Ack.SENT or ack <= self.ack or self.job is None or self.revoked:
            return ()
        if self.ack < Ack.SENT:
            return self.record_sent(Sent(key=self.key, sent_at=at, ack=ack), at=at)
        return (
            MessageAcknowledged(
                message_id=self.id,
                session_id=self.session_id,
                user_id=self.user_id,
                key=self.key,
                ack=ack,
                progress=reached(self.progress, ack, at),
                at=at,
            ),
        )


def person(jid: str, *, from_me: bool) -> str:
    """Under which name their reactions are kept: one's own JID is not always known."""
    return "" if from_me else jid
