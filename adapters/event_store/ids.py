"""Numbers for new things: a block at a time from one small table, the rest by memory.

A block is taken in a transaction of its own, so nobody queues for a number.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from eventsourcing.persistence import IntegrityError
from sqlalchemy import Engine, insert, select, update

from adapters.database import writing
from adapters.event_store.tables import id_blocks


@dataclass(slots=True)
class _Kind:
    left: Iterator[int]
    block_size: int


class HiLoIds:
    """Implements domain.ports.Ids. What is left of a block is lost on restart.

    Each block is twice the one before: a busy kind seldom waits for the disk, and a
    quiet one wastes few numbers. ``first`` keeps the numbers below it for rows that
    are there from the start, by kind; everything else counts from 1.
    """

    smallest_block = 8
    largest_block = 1024

    def __init__(
        self, engine: Engine, *, first: Mapping[str, int] | None = None
    ) -> None:
        self._engine = engine
        self._first = first or {}
        self._lock = Lock()
        self._kinds: dict[str, _Kind] = {}

    def next(self, kind: str) -> int:
        with self._lock:
            known = self._kinds.get(kind)
            for number in known.left if known else ():
                return number
            size = known.block_size * 2 if known else self.smallest_block
            size = min(size, self.largest_block)
            number, *left = self._take_block(kind, size)
            self._kinds[kind] = _Kind(iter(left), size)
            return number

    def _take_block(self, kind: str, size: int) -> range:
        last = id_blocks.c.last
        with writing(self._engine) as connection:
            taken = connection.execute(
                update(id_blocks).filter_by(kind=kind).values(last=last + size)
            )
            if taken.rowcount:
                query = select(last).filter_by(kind=kind)
                end = connection.execute(query).scalar_one()
                return range(end - size + 1, end + 1)
        self._open(kind)
        return self._take_block(kind, size)

    def _open(self, kind: str) -> None:
        """Write the row of a new kind, unless another process was first."""
        before = self._first.get(kind, 1) - 1
        with suppress(IntegrityError), writing(self._engine) as connection:
            connection.execute(insert(id_blocks).values(kind=kind, last=before))
