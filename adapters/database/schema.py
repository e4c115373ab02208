"""Creating tables, when several processes may start at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, MetaData, text

from adapters.database import mssql
from adapters.database.sqlite import SHADOW
from adapters.database.transactions import writing

# Any number will do, as long as nobody else uses it on this server's database.
_LOCK_NUMBER = 7_236_832_001
_LOCK_NAME = "messenger-brain.schema"


def create_missing(engine: Engine, *schemas: MetaData) -> None:
    """Create every table that is not there yet, all in one transaction."""
    with setting_up(engine) as connection:
        for schema in schemas:
            schema.create_all(connection)


@contextmanager
def setting_up(engine: Engine) -> Iterator[Connection]:
    """A transaction that one process at a time is in: for tables and first rows."""
    with writing(engine) as connection:
        _take_turns(connection)
        yield connection


def shadow_schema(connection: Connection) -> str:
    """Where tables are built again: beside those that this connection finds.

    On a server, two gateways may have a schema each in the same database.
    """
    dialect = connection.dialect
    return (
        SHADOW
        if dialect.name == "sqlite"
        else f"{dialect.default_schema_name}_{SHADOW}"
    )


def _take_turns(connection: Connection) -> None:
    """SQLite's transaction already holds everybody else back."""
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:number)")
        connection.execute(lock, {"number": _LOCK_NUMBER})
    elif connection.dialect.name == "mssql":
        mssql.take_turns(connection, _LOCK_NAME)
