"""Writing what was held in memory, in an order that keeps foreign keys true."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, Dialect, Table, bindparam, delete, insert, select
from sqlalchemy import update as change

from adapters.database import BulkStatement, Encoded
from projections.changes import THIS_ROW, Changes, Put, Shape
from projections.kernel import Key

Updates: TypeAlias = Mapping[Shape, Sequence[Encoded]]

_KEYS_ASKED_AT_ONCE = 500  # SQL Server takes 2098 parameters, old SQLites 999


class TableWriter:
    """Everything that is ever written to one table of one database."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        (key,) = table.primary_key.columns
        this_row = key == bindparam(THIS_ROW)
        self._dialect = dialect
        self._insert = BulkStatement(insert(table), dialect)
        self._change = change(table).where(this_row)
        self._changing: dict[Shape, BulkStatement] = {}
        self._remove = delete(table).where(this_row)
        self._which = select(key).where(key.in_(bindparam("keys", expanding=True)))

    def insert(self, connection: Connection, changes: Changes) -> Updates:
        """Write what is new. Returns the changes of rows that were there already."""
        self.delete(connection, changes.replaced)
        there = self._there(connection, [put.key for put in changes.puts])
        new = [put.row for put in changes.puts if put.key not in there]
        self._insert.execute(connection, [*changes.inserts, *new])
        return _by_shape([put for put in changes.puts if put.key in there])

    def update(self, connection: Connection, updates: Updates) -> None:
        for shape, rows in updates.items():
            self._statement(shape).execute(connection, rows)

    def delete(self, connection: Connection, keys: Sequence[Key]) -> None:
        if keys:
            connection.execute(self._remove, [{THIS_ROW: key} for key in keys])

    def _there(self, connection: Connection, keys: Sequence[Key]) -> set[Key]:
        found: set[Key] = set()
        for start in range(0, len(keys), _KEYS_ASKED_AT_ONCE):
            some = keys[start : start + _KEYS_ASKED_AT_ONCE]
            found.update(connection.scalars(self._which, {"keys": some}))
        return found

    def _statement(self, shape: Shape) -> BulkStatement:
        if shape not in self._changing:
            statement = BulkStatement(self._change, self._dialect, columns=shape)
            self._changing[shape] = statement
        return self._changing[shape]


class Writer:
    """Writes the changes of many tables, given in the order of their foreign keys.

    New rows come first, then those that may refer to them; what goes, goes last: at no
    moment does a foreign key point to nothing.
    """

    def __init__(self, tables: Sequence[Table], dialect: Dialect) -> None:
        self._tables = [TableWriter(table, dialect) for table in tables]

    def write(self, connection: Connection, written: Sequence[Changes]) -> None:
        pairs = list(zip(self._tables, written, strict=True))
        put = [table.insert(connection, changes) for table, changes in pairs]
        for (table, changes), updates in zip(pairs, put, strict=True):
            table.update(connection, changes.updates)
            table.update(connection, updates)
        for table, changes in reversed(pairs):
            table.delete(connection, changes.deletes)


def _by_shape(puts: Sequence[Put]) -> Updates:
    shapes = defaultdict[Shape, list[Encoded]](list)
    for put in puts:
        shapes[put.shape].append(put.changes)
    return shapes
