"""WhatsApp's servers in memory: who is linked, and what arrived."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import JsonValue

from domain.whatsapp import (
    Ack,
    AckSeen,
    MessageKey,
    MessageReport,
    MessageSeen,
    Outgoing,
    PageLost,
    Presence,
    SendRefused,
)
from tests.support.fake_directory import Directory


@dataclass(kw_only=True)
class Arrival:
    """A message that WhatsApp has."""

    phone: str
    key: MessageKey
    content: Mapping[str, JsonValue]
    at: datetime
    ack: Ack = Ack.SENT
    file: bytes | None = None
    """What came with it."""
    edits: int = 0
    revoked: bool = False


@dataclass(frozen=True)
class Media:
    """A file that came with a message."""

    content: bytes
    mimetype: str
    name: str | None = None


@dataclass
class Login:
    """A linked device. It lives in the session's profile, so it outlives every page."""

    phone: str
    push_name: str | None
    received: list[MessageSeen] = field(default_factory=list)
    happened: list[tuple[datetime, MessageReport]] = field(default_factory=list)
    """Edits, deletions, reactions and votes."""
    acks: dict[str, tuple[datetime, AckSeen]] = field(default_factory=dict)


class Servers:
    def __init__(self) -> None:
        self.logins: dict[int, Login] = {}
        """By session id."""
        self.removed: set[int] = set()
        """Sessions whose login was removed while no page was open to hear of it."""
        self.sent: dict[str, Arrival] = {}
        """By key id, in order of arrival."""
        self.reactions: dict[tuple[str, str], str] = {}
        """What we reacted with, by our number and the key id of the message."""
        self.read: list[tuple[str, MessageKey]] = []
        """What was marked as read, with the number that did."""
        self.presences: list[tuple[str, str, Presence]] = []
        """Our number, the chat, what it was shown."""
        self.media: dict[str, Media] = {}
        """What can be downloaded, by key id."""
        self.unknown: set[str] = set()
        """Numbers that are not on WhatsApp."""
        self.directory = Directory()
        self.request_lost = False
        self.answer_lost = False

    def session_of(self, phone: str) -> int:
        for session_id, login in self.logins.items():
            if login.phone == phone:
                return session_id
        linked = ", ".join(login.phone for login in self.logins.values()) or "none"
        raise LookupError(f"No device of {phone} is linked. Linked: {linked}.")

    def take(self, phone: str, message: Outgoing) -> Arrival:
        """Accept a page's message. One whose key is known is not taken twice."""
        if message.key.remote_jid.split("@")[0] in self.unknown:
            raise SendRefused(f"{message.key.remote_jid} is not on WhatsApp.")
        if self.request_lost:
            self.request_lost = False
            raise PageLost("The page did not answer in time.")
        arrival = self.sent.setdefault(
            message.key.id,
            Arrival(
                phone=phone,
                key=message.key,
                content=message.content,
                file=message.file.path.read_bytes() if message.file else None,
                at=datetime.now(UTC),
            ),
        )
        if self.answer_lost:
            self.answer_lost = False
            raise PageLost("The page did not answer in time.")
        return arrival
