"""What SQLite has to be told to be a database that several processes can trust."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

SHADOW = "shadow"
"""The schema in which read models are built again."""

BUSY_SECONDS = 30

BEGIN_WRITING = "BEGIN IMMEDIATE"
"""Takes the write lock at once; upgrading a read transaction later may fail."""

_ON_CONNECT = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
    # Other databases have schemas; this one gets a private, temporary database.
    f"ATTACH DATABASE '' AS {SHADOW}",
)


def _is_busy(error: BaseException) -> bool:
    return (
        isinstance(error, sqlite3.OperationalError)
        and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    )


_WHEN_FREE = Retrying(
    retry=retry_if_exception(_is_busy),
    wait=wait_random(0.001, 0.05),
    stop=stop_after_delay(BUSY_SECONDS),
    reraise=True,
)


def prepare(engine: Engine) -> None:
    """Create the file for its owner alone, and set up every connection to it."""
    if path := file_of(engine):
        _create_private(path)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def is_shared(engine: Engine) -> bool:
    """Whether other processes can open it: every database but one in memory."""
    return engine.dialect.name != "sqlite" or file_of(engine) is not None


def file_of(engine: Engine) -> Path | None:
    name = engine.url.database
    if not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def _create_private(path: Path) -> None:
    """The log beside it (-wal, -shm) takes over the file's mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _set_up(raw: DBAPIConnection, _: object) -> None:
    raw.isolation_level = None  # BEGIN is said below, not by the driver
    for statement in _ON_CONNECT:
        # Changing the journal mode needs the whole file, and does not wait for it:
        # of two processes that start together on a new file, one is told "busy".
        # https://sqlite.org/c3ref/busy_handler.html
        _WHEN_FREE(raw.execute, statement)


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reads else BEGIN_WRITING)
