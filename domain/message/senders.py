"""What has to be known of a session to send or receive for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from domain.message.errors import SessionNotConnected
from domain.reference import SessionStatus

REMEDIES: Final = {
    SessionStatus.CONNECTING: "wait for it",
    SessionStatus.NEED_SCAN: "have it scanned",
}
"""Of a session that is not connected; of any other, connect it."""


class SenderSettings(Protocol):
    @property
    def log_messages(self) -> bool: ...


class Sender(Protocol):
    """Whoever sends and receives: a session, as far as messages are concerned."""

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
class ReadySenders:
    """``entitle`` raises when the owner of a session may not send."""

    senders: Senders
    entitle: Callable[[int], object]

    def __call__(self, session_id: int) -> Sender:
        """Raises SessionNotConnected, and what ``entitle`` raises."""
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
