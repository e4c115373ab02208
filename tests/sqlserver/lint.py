"""What Microsoft's parser lets pass, and SQL Server doesn't; or does, to our harm."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Unicode,
    UniqueConstraint,
)

from tests.sqlserver.recording import Sent
from tests.sqlserver.tsql import Examined, Type

PARAMETERS = 2098
"""sp_prepexec takes 2100, two of which are its own."""

ROWS = 1000
"""After one VALUES."""

CLUSTERED_KEY_BYTES, KEY_BYTES = 900, 1700
"""How wide a primary key may be, and every other index."""

TYPES = {
    *("BIT", "INT", "INTEGER", "BIGINT", "FLOAT"),
    *("DATE", "DATETIMEOFFSET"),
    *("VARCHAR", "NVARCHAR", "VARBINARY"),
}
"""None of those that are going (TEXT, NTEXT, IMAGE), and none without a time zone."""

LENGTHS = {"VARCHAR": 8000, "NVARCHAR": 4000, "VARBINARY": 8000}
FUNCTIONS = {"COUNT", "DB_ID", "SCHEMA_NAME", "SERVERPROPERTY"}
PROCEDURES = {"sp_getapplock"}

BYTES: dict[type, int] = {Integer: 4, BigInteger: 8}


def complaints(sent: Sequence[Sent], examined: dict[str, Examined]) -> Iterator[str]:
    """One line for each thing that is wrong, with the beginning of its statement."""
    for it in dict.fromkeys(sent):
        facts = examined[it.statement]
        for wrong in (*_in_statement(facts), *_in_numbers(it, facts)):
            yield f"{wrong}: {it.statement.strip()[:200]}"
    yield from _about_identities(sent, examined)


def _in_statement(facts: Examined) -> Iterator[str]:
    yield from facts.errors
    yield from (f"unknown function {it}" for it in {*facts.functions} - FUNCTIONS)
    yield from (f"unknown procedure {it}" for it in {*facts.procedures} - PROCEDURES)
    for it in facts.types:
        yield from _about_type(it)
    if any((it.top or 1) > 1 and not it.ordered for it in facts.queries):
        yield "TOP without ORDER BY: any rows"


def _about_type(it: Type) -> Iterator[str]:
    if it.name not in TYPES:
        yield f"unwanted type {it.name}"
    for size in it.sizes:
        if size != "max" and int(size) > LENGTHS[it.name]:
            yield f"{it.name}({size}) is too long"


def _in_numbers(it: Sent, facts: Examined) -> Iterator[str]:
    if it.parameters > PARAMETERS:
        yield f"{it.parameters} parameters"
    if any(insert.rows > ROWS for insert in facts.inserts):
        yield f"more than {ROWS} rows of VALUES"


def _about_identities(
    sent: Iterable[Sent], examined: dict[str, Examined]
) -> Iterator[str]:
    """Ids are given, and an identity column takes them only from who asked to."""
    identities = dict(_identities(examined.values()))
    opened: str | None = None
    for it in sent:
        facts = examined[it.statement]
        for change in facts.identity_inserts:
            if change.on and opened is not None:
                yield f"IDENTITY_INSERT is ON already for {opened}: {it.statement}"
            opened = change.table if change.on else None
        for insert in facts.inserts:
            column = identities.get(insert.table)
            if column in insert.columns and insert.table != opened:
                yield f"an id for {insert.table}, whose IDENTITY_INSERT is OFF"
            if column is not None and column not in insert.columns:
                yield f"no id for {insert.table}: the server would make one up"


def _identities(every: Iterable[Examined]) -> Iterator[tuple[str, str]]:
    for facts in every:
        for table in facts.tables:
            for column in table.identities:
                yield table.name, column


def wide_keys(*schemas: MetaData) -> Iterator[str]:
    """Indexes with columns that are too long, together, to be a key."""
    for table in chain.from_iterable(schema.tables.values() for schema in schemas):
        for it in (*table.indexes, *table.constraints):
            if isinstance(it, Index | UniqueConstraint | PrimaryKeyConstraint):
                clustered = isinstance(it, PrimaryKeyConstraint)
                room = CLUSTERED_KEY_BYTES if clustered else KEY_BYTES
                if (width := sum(map(_bytes, it.columns))) > room:
                    yield f"{it.name} of {table} may need {width} bytes"


def _bytes(column: Column[Any]) -> int:
    match column.type:
        case String(length=None):
            return KEY_BYTES + 1  # of any length
        case Unicode(length=int(length)):
            return 2 * length
        case String(length=int(length)):
            return length
    return BYTES.get(type(column.type), 10)
