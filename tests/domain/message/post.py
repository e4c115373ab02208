"""Messages in memory, and every command that there is for them."""

from dataclasses import dataclass, field

from domain.kernel import NotFound
from domain.message.changing import ChangeMessage
from domain.message.commands import ResendMessage, SendMessage
from domain.message.events import MessageEvent
from domain.message.evolve import evolve
from domain.message.message import Message
from domain.message.recording import (
    RecordOutcome,
    RecordReceived,
    RecordSeen,
    key_claim,
)
from domain.message.senders import ReadySenders
from domain.reference import SessionStatus
from domain.subscription.errors import NotSubscribed
from domain.whatsapp import MessageKey, MessageSeen
from domain.whatsapp_session.settings import SessionSettings
from tests.support import a
from tests.support.clock import FixedClock
from tests.support.memory import (
    CountingIds,
    CountingSecrets,
    MemoryAggregates,
    MemoryClaims,
)

SEEN = MessageSeen(
    key=a.THEIR_KEY,
    content={"conversation": "hello yourself"},
    push_name="Bea",
    sent_at=a.NOON,
)


@dataclass
class Number:
    """A ``Sender``."""

    id: int = a.SESSION
    user_id: int = a.USER
    status: SessionStatus = SessionStatus.CONNECTED
    settings: SessionSettings = field(default_factory=a.settings)
    deleted: bool = False


class Post:
    """Messages in memory, of one connected number whose owner has paid."""

    def __init__(self) -> None:
        self.claims, self.number, self.paid = MemoryClaims(), Number(), True
        self.messages = MemoryAggregates[Message, MessageEvent](evolve, self.claims)
        self.clock = clock = FixedClock()
        ids = CountingIds()
        ready = ReadySenders(self.sender, self.entitle)
        self.send = SendMessage(self.messages, ready, CountingSecrets(), clock, ids)
        self.resend = ResendMessage(self.messages, ready, clock)
        self.outcome = RecordOutcome(self.messages, clock)
        self.received = RecordReceived(self.messages, self.sender, clock, ids)
        self.seen = RecordSeen(
            self.messages, self.sender, self.find, self.received, clock
        )
        self.change = ChangeMessage(
            self.messages, lambda _: "34600333444@s.whatsapp.net", clock
        )

    def sender(self, session_id: int) -> Number:
        if session_id != self.number.id:
            raise NotFound(f"There is no session {session_id}.")
        return self.number

    def find(self, session_id: int, key: MessageKey) -> int | None:
        claimed = self.claims.holder(key_claim(session_id, key))
        ours = [it for it in self.messages.streams if self.messages.get(it).key == key]
        return claimed or next(iter(ours), None)

    def entitle(self, _: int) -> None:
        if not self.paid:
            raise NotSubscribed("Active subscription or trial is required")
