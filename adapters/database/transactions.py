"""Two kinds of transaction: one that writes, and one that never waits for writers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock, RLock
from typing import Any, TypeVarTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Row, Select
from sqlalchemy.exc import DBAPIError

from adapters.database.failures import ConnectionLost, translated

Columns = TypeVarTuple("Columns")

_turns: WeakKeyDictionary[Engine, AbstractContextManager[object]] = WeakKeyDictionary()
_turns_lock = Lock()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, failing with eventsourcing's own exceptions."""
    try:
        with turn_on(engine), engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise translated(error) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that never waits for writers, on a database with row versions.

    Fails with eventsourcing's own exceptions.
    """
    try:
        with engine.connect() as connection:
            yield connection.execution_options(reading=True)
    except DBAPIError as error:
        raise translated(error) from error


def read(
    engine: Engine,
    query: Select[*Columns],
    parameters: Mapping[str, Any] | None = None,
) -> Sequence[Row[*Columns]]:
    """All rows. When the connection is lost, once more: reading twice harms nobody."""
    try:
        return _read(engine, query, parameters)
    except ConnectionLost:
        return _read(engine, query, parameters)


def _read(
    engine: Engine,
    query: Select[*Columns],
    parameters: Mapping[str, Any] | None,
) -> Sequence[Row[*Columns]]:
    with reading(engine) as connection:
        return connection.execute(query, parameters).all()


def turn_on(engine: Engine) -> AbstractContextManager[object]:
    """Threads queue for SQLite's write lock here: its own queue polls and sleeps."""
    if engine.dialect.name != "sqlite":
        return nullcontext()
    with _turns_lock:
        return _turns.setdefault(engine, RLock())
