"""Whether two texts are the same to the letter, on every database."""

from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class exactly(FunctionElement[Any]):  # noqa: N801 - reads like SQL's own functions
    """A text that is compared as it is stored.

    SQL Server's own comparison overlooks blanks at the end, and with most collations
    case, too. Bytes it compares as they are.
    """

    name = "exactly"
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)


@compiles(exactly)
def _as_it_is(element: exactly, compiler: SQLCompiler, **given: Any) -> str:
    return compiler.process(element.clauses, **given)


@compiles(exactly, "mssql")
def _as_bytes(element: exactly, compiler: SQLCompiler, **given: Any) -> str:
    (column,) = element.clauses
    return compiler.process(cast(column, LargeBinary()), **given)
