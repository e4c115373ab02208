"""What events make of rows, held in memory until it is written all at once.

Several changes of one row become one, and rows of one shape go out in one statement.
Live, that happens after each page of events; a rebuild holds as many rows as it may.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Dialect, Table

from adapters.database import Encoded, RowEncoder
from adapters.event_store.facts import Fact
from domain.kernel import Event
from projections.kernel import Handler, Key, ReadModel, Values

Row: TypeAlias = dict[str, Any]
Shape: TypeAlias = tuple[str, ...]
"""The columns that change, in the order of the table."""


class Put(NamedTuple):
    """A new row; or, where there is one of its key already, only the changes."""

    key: Key
    row: Encoded
    shape: Shape
    changes: Encoded


class Changes(NamedTuple):
    """What is to be written to one table, as its database's driver takes it.

    ``replaced`` are rows that make place for a new one of the same key.
    """

    replaced: Sequence[Key]
    inserts: Sequence[Encoded]
    puts: Sequence[Put]
    updates: Mapping[Shape, Sequence[Encoded]]
    deletes: Sequence[Key]


class HeldRows:
    """The Rows of one table, as changes that are not written yet."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        (key,) = table.primary_key.columns
        self._table = table.name
        self._key = key.name
        self._nothing: Row = dict.fromkeys(table.columns.keys())
        self._encode = RowEncoder(table, dialect).encode
        self.forget()

    def __len__(self) -> int:
        new = len(self._inserts) + len(self._puts)
        return new + len(self._updates) + len(self._deletes)

    def forget(self) -> None:
        self._inserts: dict[Key, Row] = {}
        self._puts: dict[Key, tuple[Row, Row]] = {}
        self._updates: dict[Key, Row] = {}
        self._deletes: set[Key] = set()

    def insert(self, row: Values) -> None:
        key = row[self._key]
        if key in self._inserts or key in self._puts:
            raise ValueError(f"{self._table} has a row {key} already.")
        self._updates.pop(key, None)
        self._inserts[key] = {**self._nothing, **row}

    def put(self, row: Values, changes: Values) -> None:
        key = row[self._key]
        if key in self._inserts or key in self._puts:
            self.update(key, changes)
        elif key in self._deletes:
            self.insert(row)
        else:
            before = self._updates.pop(key, {})
            self._puts[key] = ({**self._nothing, **row}, {**before, **changes})

    def update(self, key: Key, changes: Values) -> None:
        if row := self._inserts.get(key):
            row.update(changes)
        elif put := self._puts.get(key):
            for values in put:
                values.update(changes)
        elif key not in self._deletes:
            self._updates.setdefault(key, {}).update(changes)

    def delete(self, key: Key) -> None:
        if self._inserts.pop(key, None) is None:
            self._puts.pop(key, None)
            self._updates.pop(key, None)
            self._deletes.add(key)

    def taken(self) -> Changes:
        """All changes; they are forgotten here."""
        replaced = self._deletes & self._inserts.keys()
        taken = Changes(
            _sorted(replaced),
            [self._encode(row) for row in self._inserts.values()],
            [self._encoded_put(key, *put) for key, put in self._puts.items()],
            self._updates_by_shape(),
            _sorted(self._deletes - replaced),
        )
        self.forget()
        return taken

    def _encoded_put(self, key: Key, row: Row, changes: Row) -> Put:
        shape = self._shape(changes)
        return Put(key, self._encode(row), shape, self._changed(shape, key, changes))

    def _updates_by_shape(self) -> Mapping[Shape, Sequence[Encoded]]:
        shapes = defaultdict[Shape, list[Encoded]](list)
        for key, changes in self._updates.items():
            shape = self._shape(changes)
            shapes[shape].append(self._changed(shape, key, changes))
        return dict(shapes)

    def _shape(self, changes: Row) -> Shape:
        return tuple(name for name in self._nothing if name in changes)

    def _changed(self, shape: Shape, key: Key, changes: Row) -> Encoded:
        ordered = {name: changes[name] for name in shape}
        return self._encode(ordered | {THIS_ROW: key})


THIS_ROW = "this_row"
"""The place of the key in the statements that change or remove a row."""


class Fold:
    """What events make of the rows of many tables, in the order of their foreign keys.

    The database is named by its dialect; nothing is asked of it.
    """

    def __init__(self, models: Sequence[ReadModel], dialect: Dialect) -> None:
        self._tables = [HeldRows(model.table, dialect) for model in models]
        self._handlers = defaultdict[type[Event], list[tuple[Handler[Any], HeldRows]]](
            list
        )
        for model, rows in zip(models, self._tables, strict=True):
            for event_type, handler in model.handlers.items():
                self._handlers[event_type].append((handler, rows))

    def __len__(self) -> int:
        """How many rows wait to be written."""
        return sum(map(len, self._tables))

    def apply(self, page: Iterable[Fact]) -> None:
        handlers = self._handlers
        for position, event in page:
            for handler, rows in handlers.get(type(event), ()):
                handler(rows, event, position)

    def taken(self) -> Sequence[Changes]:
        """The changes of each table; they are forgotten here."""
        return [rows.taken() for rows in self._tables]

    def forget(self) -> None:
        """Drop what a failed transaction has left behind."""
        for rows in self._tables:
            rows.forget()


def _sorted(keys: Iterable[Key]) -> Sequence[Key]:
    return sorted(keys, key=str)
