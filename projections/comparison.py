"""Whether two tables have the same rows: how many, their digest, the first odd one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from typing import Any, TypeAlias

from pydantic_core import to_json
from sqlalchemy import Connection, Row, Table, select

ROWS_READ_AT_ONCE = 2000

Rows: TypeAlias = Sequence[Row[Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row as it is and as the log tells it; None where there is no such row."""

    key: int
    live: Mapping[str, Any] | None
    told: Mapping[str, Any] | None

    @property
    def columns(self) -> tuple[str, ...]:
        """Those whose values differ; none when one of the rows is missing."""
        if self.live is None or self.told is None:
            return ()
        return tuple(it for it in self.live if self.live[it] != self.told[it])


@dataclass(frozen=True, slots=True)
class Verdict:
    """Digests are SHA-256 over all rows, ids included, in the order of their keys."""

    table: str
    rows: int
    rows_told: int
    digest: str
    digest_told: str
    first_difference: Difference | None

    @property
    def ok(self) -> bool:
        return self.first_difference is None


class _Reading:
    """Goes through a table by its key, and counts and digests on the way."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.count = 0
        self.digest = sha256()
        self._connection = connection
        self._table = table
        (self._key,) = table.primary_key.columns

    def pages(self) -> Iterator[Rows]:
        """Not every driver can have two results open on a connection."""
        query = select(self._table).order_by(self._key).limit(ROWS_READ_AT_ONCE)
        page = self._connection.execute(query).all()
        while page:
            yield page
            after = self._key > self.key_of(page[-1])
            page = self._connection.execute(query.where(after)).all()

    def take(self, page: Rows, text: bytes) -> None:
        self.count += len(page)
        self.digest.update(text)

    def key_of(self, row: Row[Any]) -> int:
        return int(row[self._table.columns.keys().index(self._key.name)])


def compare(connection: Connection, *, live: Table, told: Table) -> Verdict:
    """Both tables have the same columns, and one whole number as their key."""
    ours, theirs = _Reading(connection, live), _Reading(connection, told)
    difference = None
    for one, other in zip_longest(ours.pages(), theirs.pages(), fillvalue=()):
        same = one == other
        if not same and difference is None:
            difference = _first_difference(live, ours, one, other)
        text = _canonical(one)
        ours.take(one, text)
        theirs.take(other, text if same else _canonical(other))
    return Verdict(
        live.name,
        ours.count,
        theirs.count,
        ours.digest.hexdigest(),
        theirs.digest.hexdigest(),
        difference,
    )


def _first_difference(
    table: Table, reading: _Reading, live: Rows, told: Rows
) -> Difference:
    """All that came before was the same.

    Of two rows with other keys, the one with the smaller key has no twin.
    """
    one, other = next(pair for pair in zip_longest(live, told) if pair[0] != pair[1])
    key = min(reading.key_of(row) for row in (one, other) if row)

    def shown(row: Row[Any] | None) -> Mapping[str, Any] | None:
        if row is None or reading.key_of(row) != key:
            return None
        return dict(zip(table.columns.keys(), row, strict=True))

    return Difference(key, shown(one), shown(other))


def _canonical(page: Rows) -> bytes:
    """The same text for the same values, whatever database they come from."""
    return b"".join(to_json(tuple(row)) for row in page)
