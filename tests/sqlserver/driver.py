"""As much of pyodbc as SQLAlchemy asks for, with nothing behind it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

Take: TypeAlias = Callable[[str, Sequence[Any]], None]
Answers: TypeAlias = Mapping[str, Sequence[Any]]
"""A row for every question that has this in its text; to all others, no rows."""


class Cursor:
    """Has a ``nextset``, by which SQLAlchemy knows that pyodbc is not an old one."""

    rowcount = 1
    description: Sequence[Sequence[Any]] | None = None

    def __init__(self, take: Take, answers: Answers) -> None:
        self._take = take
        self._answers = answers
        self._rows: list[Sequence[Any]] = []

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        self._take(statement, parameters)
        self._rows = [row for part, row in self._answers.items() if part in statement]
        asks = bool(self._rows) or statement.startswith("SELECT")
        self.description = [("", *[None] * 6)] if asks else None

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        for row in rows:
            self.execute(statement, row)

    def fetchone(self) -> Sequence[Any] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[Sequence[Any]]:
        rows, self._rows = self._rows, []
        return rows

    def nextset(self) -> bool:
        return False

    def setinputsizes(self, sizes: Sequence[Any]) -> None:
        pass

    def close(self) -> None:
        pass


class Connection:
    autocommit = False

    def __init__(self, take: Take, answers: Answers) -> None:
        self._take = take
        self._answers = answers

    def cursor(self) -> Cursor:
        return Cursor(self._take, self._answers)

    def add_output_converter(self, *_: Any) -> None:
        pass

    def commit(self) -> None:
        pass

    rollback = close = commit


class Driver:
    """Under pyodbc's names. ``take`` is given what would be sent."""

    paramstyle = "qmark"
    version = "5.3.0"
    STRING, NUMBER, DATETIME, BINARY = str, float, datetime, bytearray
    SQL_VARCHAR = 12
    SQL_WVARCHAR = -9
    Binary = bytearray
    BinaryNull = None
    Cursor = Cursor

    class Error(Exception):
        pass

    InterfaceError = DatabaseError = DataError = OperationalError = Error
    IntegrityError = InternalError = ProgrammingError = NotSupportedError = Error

    def __init__(self, take: Take, answers: Answers) -> None:
        self._take = take
        self._answers = answers

    def connect(self, *_: Any, **__: Any) -> Connection:
        return Connection(self._take, self._answers)
