"""Events and their positions, and nothing around them: all that read models need.

Replays read millions. Who recorded an event, when and why is left undecoded, which
takes half of the time.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Engine, bindparam, select

from adapters.database import is_shared, read
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import END_OF_TIME, StoredRow
from adapters.event_store.tables import events
from adapters.event_store.unreadable import UnreadableEvent
from domain.kernel import Event

_page = (
    select(events)
    .where(
        events.c.position > bindparam("after"), events.c.position <= bindparam("upto")
    )
    .order_by(events.c.position)
    .limit(bindparam("size"))
)


class Fact(NamedTuple):
    position: int
    event: Event


class Page:
    """Facts in order. Each is decoded when it is its turn, and need not be kept."""

    def __init__(self, rows: Sequence[StoredRow], mapper: EnvelopeMapper) -> None:
        self._rows = rows
        self._mapper = mapper

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Fact]:
        event = self._mapper.event
        for position, stream, version, name, body in self._rows:
            try:
                happened = event(stream, version, name, body)
            except UnreadableEvent as error:
                raise error.at(position) from error
            yield Fact(position, happened)

    @property
    def last(self) -> int:
        """The position of the last one."""
        position: int = self._rows[-1].position
        return position


class Facts:
    """The log of a journal. It may be pickled, to be read by another process."""

    def __init__(self, engine: Engine, mapper: EnvelopeMapper) -> None:
        self.engine = engine
        self._mapper = mapper

    @classmethod
    def of(cls, journal: Journal) -> "Facts":
        return cls(journal.recorder.engine, journal.mapper)

    @property
    def shared(self) -> bool:
        """Whether another process can read the same log."""
        return is_shared(self.engine)

    def pages(self, *, after: int, upto: int, size: int) -> Iterator[Page]:
        """Everything after a position, and up to another."""
        while page := self.page(after=after, upto=upto, size=size):
            yield page
            after = page.last

    def page(self, *, after: int, upto: int = END_OF_TIME, size: int) -> Page:
        asked = {"after": after, "upto": upto, "size": size}
        return Page(read(self.engine, _page, asked), self._mapper)
