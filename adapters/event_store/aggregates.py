"""Aggregates of one kind, each folded from a stream of its own."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import reduce
from typing import Generic, TypeVar, cast

from eventsourcing.persistence import IntegrityError

from adapters.event_store.claims import ClaimStreams, hopefully_taken
from adapters.event_store.envelope import Envelope, Recorded, enclose
from adapters.event_store.folded import Folded, FoldedStates
from adapters.event_store.journal import Journal
from adapters.event_store.turns import Turns
from domain.kernel import Conflict, Event, NotFound
from domain.ports import Claim, Receipt

State = TypeVar("State")
E = TypeVar("E", bound=Event)


class EventSourcedAggregates(Generic[State, E]):
    """Implements domain.ports.Aggregates. Streams are called "kind:id"."""

    attempts = 20  # lost to other processes: threads of this one take turns

    def __init__(
        self, journal: Journal, kind: str, evolve: Callable[[State | None, E], State]
    ) -> None:
        self._journal = journal
        self._kind = kind
        self._evolve = evolve
        self._claims = ClaimStreams(journal)
        self._known = FoldedStates[State]()
        self._turns = Turns()

    def get(self, aggregate_id: int) -> State:
        state, _ = self._load(aggregate_id)
        return state

    def get_as_of(self, aggregate_id: int, position: int) -> State:
        """The state it had when the log had this position. Raises NotFound."""
        history = self._journal.history(self._stream(aggregate_id), upto=position)
        return self._found(aggregate_id, self._fold(None, history))

    def begin(
        self, aggregate_id: int, events: Sequence[E], *, claims: Sequence[Claim] = ()
    ) -> Receipt:
        first = self._hopeful(aggregate_id, events, claims)
        for _ in range(self.attempts):
            try:
                return Receipt(aggregate_id, self._journal.append(first))
            except IntegrityError:
                first = self._informed(aggregate_id, events, claims)
        raise self._contended(aggregate_id)

    async def begin_soon(
        self, aggregate_id: int, events: Sequence[E], *, claims: Sequence[Claim] = ()
    ) -> Receipt:
        first = self._hopeful(aggregate_id, events, claims)
        for _ in range(self.attempts):
            try:
                return Receipt(aggregate_id, await self._journal.append_soon(first))
            except IntegrityError:
                first = await asyncio.to_thread(
                    self._informed, aggregate_id, events, claims
                )
        raise self._contended(aggregate_id)

    def change(
        self,
        aggregate_id: int,
        decide: Callable[[State], Sequence[E]],
        *,
        claims: Sequence[Claim] = (),
        releases: Callable[[State], Sequence[Claim]] = lambda _: (),
    ) -> Receipt:
        with self._turns.at(self._stream(aggregate_id)):
            for _ in range(self.attempts):
                state, version = self._load(aggregate_id)
                if not (events := decide(state)):
                    return Receipt(aggregate_id, None)
                changed = self._enclosed(aggregate_id, version, events)
                moved = self._claims.moved(
                    by=aggregate_id,
                    at=events[-1].at,
                    taken=claims,
                    released=releases(state),
                )
                with suppress(IntegrityError):
                    position = self._journal.append([*changed, *moved])
                    return Receipt(aggregate_id, position)
        raise self._contended(aggregate_id)

    def _load(self, aggregate_id: int) -> tuple[State, int]:
        """The state and its version; only what is new since the last time is read."""
        stream = self._stream(aggregate_id)
        known = self._known.get(stream)
        newer = self._journal.history(stream, after=known.version)
        state = self._found(aggregate_id, self._fold(known.state, newer))
        version = known.version + len(newer)
        self._known.put(stream, Folded(state, version))
        return state, version

    def _fold(self, state: State | None, history: Iterable[Recorded]) -> State | None:
        events = (cast(E, recorded.envelope.event) for recorded in history)
        return reduce(self._evolve, events, state)

    def _found(self, aggregate_id: int, state: State | None) -> State:
        if state is None:
            raise NotFound(f"There is no {self._kind} {aggregate_id}.")
        return state

    def _hopeful(
        self, aggregate_id: int, events: Sequence[E], claims: Sequence[Claim]
    ) -> list[Envelope]:
        """To append without a look: aggregate and claims are new, nearly always."""
        first = self._enclosed(aggregate_id, 0, events)
        at = events[-1].at
        return [*first, *hopefully_taken(claims, by=aggregate_id, at=at)]

    def _informed(
        self, aggregate_id: int, events: Sequence[E], claims: Sequence[Claim]
    ) -> list[Envelope]:
        """To append after a look. Raises Conflict when something isn't to be had."""
        if self._journal.history(self._stream(aggregate_id)):
            raise Conflict(f"{self._kind} {aggregate_id} already exists.")
        moved = self._claims.moved(by=aggregate_id, at=events[-1].at, taken=claims)
        return [*self._enclosed(aggregate_id, 0, events), *moved]

    def _enclosed(
        self, aggregate_id: int, version: int, events: Sequence[E]
    ) -> list[Envelope]:
        return enclose(self._stream(aggregate_id), version, events)

    def _contended(self, aggregate_id: int) -> Conflict:
        return Conflict(f"{self._kind} {aggregate_id} keeps changing; try again.")

    def _stream(self, aggregate_id: int) -> str:
        return f"{self._kind}:{aggregate_id}"
