"""Fresh databases by way of ODBC: schemas of PostgreSQL, databases of SQL Server.

SQL Server's are made on the server of MESSENGER_BRAIN_TEST_MSSQL_URL, whose user must
be allowed to create databases; without that variable there are none.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from uuid import uuid4

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url

from adapters.database import create_missing, dispose, engine_for
from adapters.database.mssql_driver import with_driver
from adapters.database.sqlite import SHADOW
from adapters.event_store.tables import checkpoint_tables, log_tables
from tests.adapters.event_store.databases import SERVER as POSTGRESQL
from tests.sqlserver.postgresql_odbc import address

VARIABLE = "MESSENGER_BRAIN_TEST_MSSQL_URL"
SQL_SERVER = os.environ.get(VARIABLE)
KINDS = ("postgresql by odbc", "mssql") if SQL_SERVER else ("postgresql by odbc",)


@contextmanager
def fresh_engine(kind: str) -> Iterator[Engine]:
    """With the tables of the log and of checkpoints."""
    with fresh_url(kind) as url:
        engine = engine_for(url)
        create_missing(engine, log_tables, checkpoint_tables)
        yield engine
        dispose(engine)


@contextmanager
def fresh_url(kind: str) -> Iterator[str]:
    """An empty database, which is gone afterwards."""
    name = f"test_{uuid4().hex}"
    if kind == "mssql":
        with _database(make_url(str(SQL_SERVER)), name) as url:
            yield url.render_as_string(hide_password=False)
        return
    if (trouble := _trouble()) is not None:
        pytest.skip(trouble)
    server = make_url(POSTGRESQL)
    _run(server, f"CREATE SCHEMA {name}")
    try:
        yield address(server, name)
    finally:
        _run(server, f"DROP SCHEMA IF EXISTS {name}, {name}_{SHADOW} CASCADE")


@contextmanager
def _database(server: URL, name: str) -> Iterator[URL]:
    """As docs/how-to/sql-server.md tells to make one."""
    server = with_driver(server)
    _run(server, f"CREATE DATABASE {name}")
    try:
        _run(server, f"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON")
        yield server.set(database=name)
    finally:
        _run(server, f"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE")
        _run(server, f"DROP DATABASE {name}")


@cache
def _trouble() -> str | None:
    """Why PostgreSQL can't be reached by way of ODBC; None if it can."""
    try:
        server = make_url(POSTGRESQL)
        _run(make_url(address(server, "public")), "SELECT 1")
    except Exception as error:  # noqa: BLE001 - libraries, driver or server: all the same
        return f"`make test` installs odbc-postgresql, if it may: {error}"
    return None


def _run(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
