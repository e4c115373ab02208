"""Tables beside the living, with the same columns, in which rows are built again.

They have no foreign keys and no indexes but the key: filling them is quick. A schema,
rather than a suffix, because names of constraints never clash there.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Self

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    String,
    Table,
    UnicodeText,
    cast,
    delete,
    exists,
    insert,
    inspect,
    or_,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateSchema

from adapters.database import exactly, turn_on
from projections.kernel import ReadModel


class Shadow:
    """The shadow tables of some read models, in the order of their foreign keys."""

    def __init__(self, models: Sequence[ReadModel], schema: str) -> None:
        self._schema = MetaData(schema=schema)
        self._models = models
        self._shadows = {model.table: self._shadow(model.table) for model in models}

    def of(self, table: Table) -> Table:
        return self._shadows[table]

    @contextmanager
    def created(self, rows: Connection) -> Iterator[Self]:
        """Empty shadows, with the reference rows; gone afterwards, whatever happens.

        What an interrupted replay has left behind is dropped first: one that was
        killed, or whose connection was lost.
        """
        with turn_on(rows.engine), rows.begin():
            schema = str(self._schema.schema)
            if not inspect(rows).has_schema(schema):
                rows.execute(CreateSchema(schema))
            self._schema.drop_all(rows)
            self._schema.create_all(rows)
            for model in self._models:
                if model.reference:
                    rows.execute(insert(self.of(model.table)), list(model.reference))
        try:
            yield self
        finally:
            with suppress(SQLAlchemyError):  # or it would hide why there was an end
                self._drop(rows)

    def _drop(self, rows: Connection) -> None:
        with turn_on(rows.engine), rows.begin():
            self._schema.drop_all(rows)

    def exchange(self, rows: Connection) -> None:
        """Make the live rows equal to their shadows, in the caller's transaction.

        New rows, changed rows, then those that are gone: foreign keys always hold,
        also when only some of the tables are exchanged. Equal rows are not touched.
        """
        pairs = [(live, it.alias("told")) for live, it in self._shadows.items()]
        for live, told in pairs:
            _insert_missing(rows, live, told)
        for live, told in pairs:
            _update_different(rows, live, told)
        for live, told in reversed(pairs):
            rows.execute(delete(live).where(~_has_twin(live, told)))

    def _shadow(self, table: Table) -> Table:
        columns = [_plain(column) for column in table.columns]
        return Table(table.name, self._schema, *columns)


def _plain(column: Column[object]) -> Column[object]:
    key = column.primary_key
    return Column(column.name, column.type, primary_key=key, autoincrement=False)


def _same_key(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    (key,) = one.primary_key
    return key == other.columns[key.name]


def _has_twin(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    return exists(select(1).select_from(other).where(_same_key(one, other)))


def _insert_missing(rows: Connection, live: Table, told: FromClause) -> None:
    missing = select(told).where(~_has_twin(told, live))
    rows.execute(insert(live).from_select(live.columns.keys(), missing))


def _update_different(rows: Connection, live: Table, told: FromClause) -> None:
    other = [column for column in live.columns if not column.primary_key]
    new = {column.name: told.columns[column.name] for column in other}
    different = or_(
        *(
            _comparable(column).is_distinct_from(_comparable(new[column.name]))
            for column in other
        )
    )
    rows.execute(update(live).where(_same_key(live, told), different).values(new))


def _comparable(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Databases compare no JSON; they compare its text."""
    if isinstance(column.type, JSON):
        return exactly(cast(column, UnicodeText()))
    return exactly(column) if isinstance(column.type, String) else column
