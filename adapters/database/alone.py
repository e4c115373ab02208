"""Work that only one may do on a database, of all its threads, processes and hosts.

Each lock ends with its holder, however that ends: nothing is left to be cleaned up.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from eventsourcing.persistence import OperationalError
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from adapters.database import mssql
from adapters.database.sqlite import file_of
from domain.kernel import Unavailable


@contextmanager
def alone(engine: Engine, work: str) -> Iterator[None]:
    """``work`` names the lock, and reads "rebuilding tables".

    Raises Unavailable when somebody else is doing the same.
    """
    holding = {"sqlite": _file, "postgresql": _session, "mssql": _transaction}
    with holding[engine.dialect.name](engine, work):
        yield


@contextmanager
def _file(engine: Engine, work: str) -> Iterator[None]:
    """Beside the database, and it stays: who removed it might remove another's lock."""
    database = file_of(engine)
    if database is None:  # in memory: there is nobody else
        yield
        return
    path = database.with_name(f"{database.name}.lock")
    lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _refusal(work) from error
        yield
    finally:
        os.close(lock)


@contextmanager
def _session(engine: Engine, work: str) -> Iterator[None]:
    """Of the server: without a transaction, which would keep it from cleaning up."""
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        number = crc32(_name(connection, work).encode())
        if not connection.scalar(select(func.pg_try_advisory_lock(number))):
            raise _refusal(work)
        try:
            yield
        finally:
            _unlock(connection, number)


def _unlock(connection: Connection, number: int) -> None:
    """The lock ends with its session at the latest: no failure here is of interest."""
    try:
        connection.scalar(select(func.pg_advisory_unlock(number)))
    except SQLAlchemyError:
        connection.invalidate()


@contextmanager
def _transaction(engine: Engine, work: str) -> Iterator[None]:
    """SQL Server's, which has nothing to clean up before it ends."""
    with engine.begin() as connection:
        try:
            mssql.take_turns(connection, _name(connection, work), patience=0)
        except OperationalError as error:
            raise _refusal(work) from error
        yield


def _name(connection: Connection, work: str) -> str:
    """Two gateways may have a schema each in the same database."""
    return f"messenger-brain.{connection.dialect.default_schema_name}.{work}"


def _refusal(work: str) -> Unavailable:
    return Unavailable(f"Somebody else is {work} already; try again afterwards.")
