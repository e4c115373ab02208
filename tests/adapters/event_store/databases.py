"""A fresh database for each test: an SQLite file, or a schema of a real PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from adapters.database import create_missing, dispose, engine_for
from adapters.event_store.tables import checkpoint_tables, log_tables

SERVER = os.environ.get(
    "TEST_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test"
)


@contextmanager
def fresh_engine(kind: str, folder: Path) -> Iterator[Engine]:
    """With the tables of the log and of checkpoints."""
    with fresh_url(kind, folder) as url:
        engine = engine_for(url)
        create_missing(engine, log_tables, checkpoint_tables)
        yield engine
        dispose(engine)


@contextmanager
def fresh_url(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/{uuid4().hex}.db"
        return
    if (trouble := _trouble_with_server()) is not None:
        needed = os.environ.get("CI") == "true"
        (pytest.fail if needed else pytest.skip)(f"No PostgreSQL: {trouble}")
    schema = f"test_{uuid4().hex}"
    url = make_url(SERVER).update_query_dict(
        {"options": f"-csearch_path={schema}", "application_name": schema}
    )
    _run(f"CREATE SCHEMA {schema}")
    yield url.render_as_string(hide_password=False)
    _run(f"DROP SCHEMA IF EXISTS {schema}, {schema}_shadow CASCADE")


@cache
def _trouble_with_server() -> str | None:
    try:
        _run("SELECT 1")
    except OperationalError as error:
        return str(error.orig)
    return None


def _run(statement: str) -> None:
    engine = create_engine(SERVER, connect_args={"connect_timeout": 3})
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
