"""The tables in a database: creating them, and their DDL as text for any dialect."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    MetaData,
    Table,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import mssql, postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from adapters.database import create_missing, setting_up
from projections.kernel import ReadModel, read_tables
from projections.read_models import READ_MODELS


def create_tables(engine: Engine) -> None:
    """Create what is missing, and bring the reference rows up to date."""
    create_missing(engine, read_tables)
    with setting_up(engine) as connection:
        for model in READ_MODELS:
            if model.reference:
                _bring_up_to_date(connection, model)


def _bring_up_to_date(connection: Connection, model: ReadModel) -> None:
    table = model.table
    present = {row.id: row._asdict() for row in connection.execute(select(table))}
    new = [row for row in model.reference if row["id"] not in present]
    other = [row for row in model.reference if present.get(row["id"], row) != row]
    if new:
        connection.execute(insert(table), new)
    if other:
        change = update(table).where(table.c.id == bindparam("this_row"))
        connection.execute(change, [{**row, "this_row": row["id"]} for row in other])


def _sql_server() -> Dialect:
    """Unasked, the dialect writes for a SQL Server of the last century."""
    dialect: Any = cast("Callable[[], Dialect]", mssql.dialect)()
    dialect.server_version_info = (16, 0, 0, 0)
    dialect._setup_version_attributes()  # noqa: SLF001
    dialect._supports_nvarchar_max = True  # noqa: SLF001
    return cast("Dialect", dialect)


DIALECTS: dict[str, Callable[[], Dialect]] = {
    "mssql": _sql_server,
    "postgresql": postgresql.dialect,
    "sqlite": sqlite.dialect,
}


def ddl(dialect: str, *schemas: MetaData) -> Iterator[str]:
    """Each statement that creates the tables; those of this folder unless told.

    Raises KeyError for a dialect that is not in DIALECTS.
    """
    chosen = DIALECTS[dialect]()
    for schema in schemas or (read_tables,):
        for table in schema.sorted_tables:
            yield str(CreateTable(table).compile(dialect=chosen)).strip()
            for index in _indexes(table):
                yield str(index.compile(dialect=chosen)).strip()


def _indexes(table: Table) -> Iterator[CreateIndex]:
    for index in sorted(table.indexes, key=lambda it: str(it.name)):
        yield CreateIndex(index)
