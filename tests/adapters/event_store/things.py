"""A small aggregate, so that what is tested here depends on no real one."""

from datetime import UTC, datetime

from adapters.event_store.aggregates import EventSourcedAggregates
from adapters.event_store.envelope import Envelope, enclose
from adapters.event_store.journal import Journal
from domain.claims import ClaimTaken
from domain.kernel import Value

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


class Thing(Value):
    """Counts what happened to it; ``last`` is who did it last."""

    count: int = 0
    last: int = 0


def happened(by: int = 1) -> ClaimTaken:
    """Any event that is written down will do."""
    return ClaimTaken(holder=by, at=NOON)


def evolve(thing: Thing | None, event: ClaimTaken) -> Thing:
    return Thing(count=thing.count + 1 if thing else 1, last=event.holder)


def things_in(journal: Journal) -> EventSourcedAggregates[Thing, ClaimTaken]:
    return EventSourcedAggregates(journal, "thing", evolve)


def enclosed(stream: str, count: int) -> list[Envelope]:
    return enclose(stream, 0, [happened(number) for number in range(1, count + 1)])
