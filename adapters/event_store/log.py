"""Writing to the log inside a transaction: positions first, then the rows."""

from collections.abc import Mapping, Sequence

from eventsourcing.persistence import StoredEvent
from sqlalchemy import Connection, Engine, bindparam, insert, select, update
from sqlalchemy.engine.interfaces import DBAPICursor

from adapters.database import BareStatement
from adapters.event_store.tables import events, log_head

# Other writers wait at the first of these until the transaction ends.
_reserve = (
    update(log_head)
    .values(position=log_head.c.position + bindparam("count"))
    .returning(log_head.c.position)
)
_add = insert(events)
_kept = select(events.c.position, events.c.body).where(
    events.c.stream == bindparam("stream"), events.c.version == bindparam("version")
)


def append(connection: Connection, stored: Sequence[StoredEvent]) -> range:
    """Write these events, at least one, as the next; return their positions.

    Fails with SQLAlchemy's IntegrityError when a stream has one of the versions.
    """
    last: int = connection.execute(_reserve, {"count": len(stored)}).scalar_one()
    positions = range(last - len(stored) + 1, last + 1)
    connection.execute(_add, _rows(positions, stored))
    return positions


class BareLog:
    """``append`` as quick as it gets, on a bare connection."""

    def __init__(self, engine: Engine) -> None:
        self._reserve = BareStatement(_reserve, engine.dialect)
        self._add = BareStatement(_add, engine.dialect)

    def append(self, cursor: DBAPICursor, stored: Sequence[StoredEvent]) -> range:
        last: int = self._reserve.scalar(cursor, {"count": len(stored)})
        positions = range(last - len(stored) + 1, last + 1)
        self._add.each(cursor, _rows(positions, stored))
        return positions


def hold(connection: Connection) -> None:
    """Wait for whoever is appending, and let nobody append before this ends."""
    connection.execute(_reserve, {"count": 0})


def find(connection: Connection, stored: Sequence[StoredEvent]) -> range | None:
    """Where exactly these events are, which were appended together; or nowhere.

    An event has an id in its body, so another's body is never the same.
    """
    first = stored[0]
    place = {"stream": first.originator_id, "version": first.originator_version}
    found = connection.execute(_kept, place).first()
    if found is None or found.body != first.state:
        return None
    return range(found.position, found.position + len(stored))


def _rows(
    positions: Sequence[int], stored: Sequence[StoredEvent]
) -> Sequence[Mapping[str, int | str | bytes]]:
    return [
        {
            "position": position,
            "stream": str(event.originator_id),
            "version": event.originator_version,
            "type": event.topic,
            "body": event.state,
        }
        for position, event in zip(positions, stored, strict=True)
    ]
