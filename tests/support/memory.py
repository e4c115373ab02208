"""The ports of the domain, kept in dictionaries.

What only one may hold is shared, so aggregates that compete take one ``MemoryClaims``::

    claims = MemoryClaims()
    users = MemoryAggregates(evolve, claims)
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import reduce
from hashlib import sha256
from itertools import count
from typing import Generic, TypeVar

from domain.claims import ClaimEvent, holder_after, release, take
from domain.kernel import Conflict, Event, NotFound
from domain.ports import Claim, Receipt

State = TypeVar("State")
E = TypeVar("E", bound=Event)


class MemoryClaims:
    """Implements domain.ports.Claims."""

    def __init__(self) -> None:
        self._histories: dict[Claim, tuple[ClaimEvent, ...]] = {}

    def holder(self, claim: Claim) -> int | None:
        history = self._histories.get(claim, ())
        holder: int | None = reduce(holder_after, history, None)
        return holder

    def move(
        self, last: Event, *, by: int, taken: Sequence[Claim], released: Sequence[Claim]
    ) -> None:
        """All of it or nothing. Raises Conflict when one is somebody else's."""
        now = {it: release(self.holder(it), by=by, at=last.at) for it in released}
        now |= {it: take(it, self.holder(it), by=by, at=last.at) for it in taken}
        for claim, events in now.items():
            self._histories[claim] = (*self._histories.get(claim, ()), *events)


class MemoryAggregates(Generic[State, E]):
    """Implements domain.ports.Aggregates; ``streams`` shows what was recorded."""

    def __init__(
        self,
        evolve: Callable[[State | None, E], State],
        claims: MemoryClaims | None = None,
    ) -> None:
        self._evolve = evolve
        self._claims = claims or MemoryClaims()
        self.streams: dict[int, list[E]] = {}

    def get(self, aggregate_id: int) -> State:
        state: State | None = reduce(
            self._evolve, self.streams.get(aggregate_id, ()), None
        )
        if state is None:
            raise NotFound(f"There is no {aggregate_id}.")
        return state

    def begin(
        self, aggregate_id: int, events: Sequence[E], *, claims: Sequence[Claim] = ()
    ) -> Receipt:
        if aggregate_id in self.streams:
            raise Conflict(f"{aggregate_id} already exists.")
        return self._append(aggregate_id, events, claims=claims)

    async def begin_soon(
        self, aggregate_id: int, events: Sequence[E], *, claims: Sequence[Claim] = ()
    ) -> Receipt:
        return self.begin(aggregate_id, events, claims=claims)

    def change(
        self,
        aggregate_id: int,
        decide: Callable[[State], Sequence[E]],
        *,
        claims: Sequence[Claim] = (),
        releases: Callable[[State], Sequence[Claim]] = lambda _: (),
    ) -> Receipt:
        state = self.get(aggregate_id)
        return self._append(
            aggregate_id, decide(state), claims=claims, releases=releases(state)
        )

    def _append(
        self,
        aggregate_id: int,
        events: Sequence[E],
        *,
        claims: Sequence[Claim] = (),
        releases: Sequence[Claim] = (),
    ) -> Receipt:
        if not events:
            return Receipt(aggregate_id, None)
        self._claims.move(events[-1], by=aggregate_id, taken=claims, released=releases)
        self.streams.setdefault(aggregate_id, []).extend(events)
        return Receipt(aggregate_id, sum(map(len, self.streams.values())))


class CountingIds:
    """Implements domain.ports.Ids: 1, 2, 3 for every kind."""

    def __init__(self) -> None:
        self._counters = defaultdict[str, "count[int]"](lambda: count(1))

    def next(self, kind: str) -> int:
        return next(self._counters[kind])


class PlainPasswords:
    """Implements domain.ports.Passwords, readably; ``checked`` counts the work."""

    def __init__(self) -> None:
        self.checked = 0

    def hash(self, password: str) -> str:
        return f"hash of {password}"

    def matches(self, password: str, hashed: str | None) -> bool:
        self.checked += 1
        return hashed == self.hash(password)


class CountingSecrets:
    """Implements domain.ports.Secrets: different every time, the same in every run."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def token(self) -> str:
        return f"{next(self._numbers):048d}"

    def hex_key(self) -> str:
        return self.digest(str(next(self._numbers)))

    def digest(self, secret: str) -> str:
        return sha256(secret.encode()).hexdigest()

    def seal(self, secret: str) -> str:
        return f"sealed:{secret}"

    def open(self, sealed: str) -> str:
        if not sealed.startswith("sealed:"):
            raise ValueError("This was sealed under another key.")
        return sealed.removeprefix("sealed:")
