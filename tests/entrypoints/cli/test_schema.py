"""``schema``: the DDL for each database."""

import sqlite3
from contextlib import closing

import pytest

from projections.kernel import read_tables
from tests.entrypoints.cli.conftest import Shell


@pytest.mark.parametrize("dialect", ["mssql", "postgresql", "sqlite"])
def test_every_table_is_there(shell: Shell, dialect: str) -> None:
    said = shell("schema", "--dialect", dialect)

    assert said.out.count("CREATE TABLE") == len(read_tables.tables)
    assert not shell.home.exists()


def test_sql_server_gets_its_own_types(shell: Shell) -> None:
    assert "IDENTITY" in shell("schema", "--dialect", "mssql").out


def test_sqlite_takes_it(shell: Shell) -> None:
    ddl = shell("schema").out

    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(ddl)


def test_the_log_comes_too_when_asked_for(shell: Shell) -> None:
    said = shell("schema", "--events")

    assert "CREATE TABLE log_head" in said.out


def test_a_dialect_there_is_not_is_refused(shell: Shell) -> None:
    assert shell("schema", "--dialect", "oracle").status == 2
