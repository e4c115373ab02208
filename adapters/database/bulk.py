"""Many rows in one statement, without SQLAlchemy's work for every single row.

SQLAlchemy writes the SQL, and says how a type's values are given to the driver; the
rows go to the driver as they are. They may be encoded by another process.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Insert, Table, Update

Encoded: TypeAlias = Any
"""A row as the driver takes it: a tuple, or a dictionary where places have names."""

Processor: TypeAlias = Callable[[Any], Any]

QUICK = frozenset({"sqlite", "postgresql"})
"""pyodbc needs to be told the types of parameters, and identity columns be opened."""


class RowEncoder:
    """Makes the rows of a table what the driver of a database takes."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        quick = dialect.name in QUICK
        self._places = quick and dialect.positional
        self._processors = _processors(table, dialect) if quick else []

    def encode(self, row: dict[str, Any]) -> Encoded:
        """The row itself is given up. Its order is that of the statement's places."""
        for name, process in self._processors:
            value = row.get(name)
            if value is not None:
                row[name] = process(value)
        return tuple(row.values()) if self._places else row


class BulkStatement:
    """An INSERT or UPDATE in the SQL of one database.

    ``columns`` are those that get a value, if not all of the table's.
    """

    def __init__(
        self,
        statement: Insert | Update,
        dialect: Dialect,
        *,
        columns: Sequence[str] | None = None,
    ) -> None:
        self._statement = statement
        self._sql = None
        if dialect.name in QUICK:
            keys = columns and list(columns)
            self._sql = str(statement.compile(dialect=dialect, column_keys=keys))

    def execute(self, connection: Connection, rows: Sequence[Encoded]) -> None:
        """Once for each of the rows; for none, not at all."""
        if not rows:
            return
        if self._sql is None:
            connection.execute(self._statement, rows)
        else:
            connection.exec_driver_sql(self._sql, rows)


def _processors(table: Table, dialect: Dialect) -> list[tuple[str, Processor]]:
    """For each column whose values a driver doesn't take as they are."""
    kinds = {it.name: it.type.dialect_impl(dialect) for it in table.columns}
    found = ((name, kind.bind_processor(dialect)) for name, kind in kinds.items())
    return [(name, process) for name, process in found if process is not None]
