"""What the domain needs from the outside world, in its own words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from domain.kernel import Event

State_co = TypeVar("State_co", covariant=True)
Event_contra = TypeVar("Event_contra", bound=Event, contravariant=True)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was changed, and where in the log that is; None if nothing happened."""

    id: int
    position: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A thing only one may hold: an e-mail address, a WhatsApp message key.

    ``kind`` and ``key`` name it; the key may be private, only its hash is stored.
    """

    kind: str
    key: str


def _nothing(_: object) -> Sequence[Claim]:
    return ()


class Aggregates(Protocol[State_co, Event_contra]):
    """All aggregates of one kind, kept as events."""

    def get(self, aggregate_id: int) -> State_co:
        """The current state. Raises NotFound."""

    def begin(
        self,
        aggregate_id: int,
        events: Sequence[Event_contra],
        *,
        claims: Sequence[Claim] = (),
    ) -> Receipt:
        """Append the first events of a new aggregate, and take the claims, at once.

        Raises Conflict when the aggregate exists or a claim is somebody's.
        """

    async def begin_soon(
        self,
        aggregate_id: int,
        events: Sequence[Event_contra],
        *,
        claims: Sequence[Claim] = (),
    ) -> Receipt:
        """``begin`` for the event loop: waits for the commit without a thread."""

    def change(
        self,
        aggregate_id: int,
        decide: Callable[[State_co], Sequence[Event_contra]],
        *,
        claims: Sequence[Claim] = (),
        releases: Callable[[State_co], Sequence[Claim]] = _nothing,
    ) -> Receipt:
        """Load, decide, append; decide again if another writer got in first.

        With events go the claims: taken and released in the same commit. What is
        released is asked of the state that is decided upon.
        Raises NotFound, and Conflict when a claim is somebody else's.
        """


class Claims(Protocol):
    def holder(self, claim: Claim) -> int | None:
        """The id of who holds it; None when it is free."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, with its time zone."""


class Ids(Protocol):
    def next(self, kind: str) -> int:
        """A number no other row of the table ``kind`` has had. Gaps are normal."""


class Passwords(Protocol):
    def hash(self, password: str) -> str:
        """A salted hash in PHC format, safe to store."""

    def matches(self, password: str, hashed: str | None) -> bool:
        """Takes as long when there is no hash, so that nobody learns who exists."""


class Secrets(Protocol):
    """Random secrets, and how they are kept."""

    def token(self) -> str:
        """48 letters and digits."""

    def hex_key(self) -> str:
        """64 hexadecimal characters."""

    def digest(self, secret: str) -> str:
        """SHA-256 in hexadecimal: what is stored of a secret that is only compared."""

    def seal(self, secret: str) -> str:
        """Encrypted under the master key: for a secret its owner may see again."""

    def open(self, sealed: str) -> str:
        """The secret again. Raises ValueError under another master key."""
