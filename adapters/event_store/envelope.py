"""A domain event together with where, when, by whom and why it was recorded."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from domain.kernel import Event


@dataclass(frozen=True, slots=True)
class Origin:
    """Who causes what is recorded now ("user:7"), and the request it belongs to."""

    actor: str | None = None
    correlation_id: str | None = None


_origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039


@contextmanager
def originating(**known: str | None) -> Iterator[Origin]:
    """Bound by entrypoints: events recorded inside carry this origin.

    Takes the fields of ``Origin``; one not given stays what it is outside.
    """
    token = _origin.set(replace(_origin.get(), **known))
    try:
        yield _origin.get()
    finally:
        _origin.reset(token)


class Envelope(NamedTuple):
    """A named tuple, because a rebuild makes millions of them."""

    stream: str
    version: int
    event: Event
    id: UUID
    recorded_at: datetime
    actor: str | None = None
    correlation_id: str | None = None

    @property
    def originator_id(self) -> str:
        """The stream, as eventsourcing's DomainEventProtocol calls it."""
        return self.stream

    @property
    def originator_version(self) -> int:
        return self.version


class Recorded(NamedTuple):
    """An envelope and its place in the log, which is its name for outsiders."""

    position: int
    envelope: Envelope


def enclose(stream: str, version: int, events: Sequence[Event]) -> list[Envelope]:
    """Envelopes for what comes after this version of the stream, ready to append."""
    now, origin = datetime.now(UTC), _origin.get()
    return [
        Envelope(
            stream, number, event, uuid4(), now, origin.actor, origin.correlation_id
        )
        for number, event in enumerate(events, start=version + 1)
    ]
