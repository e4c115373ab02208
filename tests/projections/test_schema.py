"""The tables are the spec's, to the letter, and what was added is documented."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Double,
    Integer,
    Table,
    Unicode,
    UnicodeText,
    delete,
    insert,
    inspect,
    update,
)

from adapters.database import writing
from domain.reference import SINCE, UserStatus
from projections.columns import UtcDateTime
from projections.kernel import read_tables
from projections.read_models import READ_MODELS
from projections.schema import DIALECTS, create_tables, ddl
from projections.user_status import user_status
from tests.projections.world import World

HERE = Path(__file__).parent
SPEC: dict[str, dict[str, str]] = tomllib.loads(
    (HERE / "spec" / "tables.toml").read_text(encoding="utf-8")
)
DOCUMENT = HERE.parents[1] / "docs" / "schema.md"

TYPES: dict[str, type] = {
    "int": Integer,
    "bit": Boolean,
    "date": Date,
    "timestamp": UtcDateTime,
    "double": Double,
    "json": JSON,
}
UNSIZED = {"phone_number": 32, "remoteJid": 255, "log": None}
"""Where the spec says nvarchar and no length."""


def shape(column: Column[Any]) -> dict[str, Any]:
    return {
        "type": type(column.type),
        "length": getattr(column.type, "length", None),
        "nullable": column.nullable,
        "primary_key": column.primary_key,
        "references": [key.target_fullname for key in column.foreign_keys],
    }


def specified(name: str, words: str) -> dict[str, Any]:
    kind, length = type_of(name, words.split(maxsplit=1)[0])
    key = "primary key" in words
    return {
        "type": kind,
        "length": length,
        "nullable": not key and "not null" not in words,
        "primary_key": key,
        "references": re.findall(r"-> (\S+)", words),
    }


def type_of(name: str, word: str) -> tuple[type, int | None]:
    if word in TYPES:
        return TYPES[word], None
    (given,) = re.findall(r"^nvarchar\(?(\w*)", word)
    length = int(given) if given.isdigit() else None if given else UNSIZED[name]
    return (Unicode if length else UnicodeText), length


COLUMNS = [
    (table, name, words)
    for table, columns in SPEC.items()
    for name, words in columns.items()
]


@pytest.mark.parametrize(("table", "name", "words"), COLUMNS)
def test_a_column_is_as_the_spec_says(table: str, name: str, words: str) -> None:
    column = read_tables.tables[table].columns[name]

    assert shape(column) == specified(name, words)
    assert (column.identity is not None) == ("identity" in words)


def test_the_spec_has_25_tables_and_each_has_its_own_file() -> None:
    assert len(SPEC) == 25
    assert SPEC.keys() <= read_tables.tables.keys()
    assert {model.name for model in READ_MODELS} == read_tables.tables.keys()
    folder = HERE.parents[1] / "projections"
    assert {
        it for it in read_tables.tables if not (folder / f"{it}.py").exists()
    } == set()


def test_every_addition_is_documented_and_nothing_else() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(\w+\.\w+)` \|", text, re.MULTILINE))
    added = {
        f"{table.name}.{column.name}"
        for table in read_tables.tables.values()
        for column in table.columns
        if column.name not in SPEC.get(table.name, {})
    }

    assert documented == added


def test_every_table_is_described() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    assert set(re.findall(r"^### (\w+)$", text, re.MULTILINE)) == set(
        read_tables.tables
    )


def test_reference_rows_are_there_from_the_beginning(world: World) -> None:
    row = world.row(user_status, UserStatus.ACTIVE.row_id)

    assert row == {
        "id": 2,
        "slug": "active",
        "description": UserStatus.ACTIVE.description,
        "updated_at": SINCE,
        "created_at": SINCE,
    }


def test_creating_again_brings_reference_rows_up_to_date(world: World) -> None:
    before = world.contents()
    with writing(world.rows) as rows:
        rows.execute(update(user_status).filter_by(id=1).values(slug="older"))
        rows.execute(delete(user_status).filter_by(id=4))

    create_tables(world.rows)
    create_tables(world.rows)

    assert world.contents() == before


def test_a_reference_list_may_be_older_than_the_rows(world: World) -> None:
    newer = {"id": 99, "slug": "newer", "description": ""}
    newer_row = newer | {"updated_at": SINCE, "created_at": SINCE}
    with writing(world.rows) as rows:
        rows.execute(insert(user_status), [newer_row])

    create_tables(world.rows)

    assert world.row(user_status, 99) == newer_row


def test_foreign_keys_are_enforced(world: World) -> None:
    with world.rows.connect() as connection:
        enforced = connection.exec_driver_sql("PRAGMA foreign_keys").scalar()
        keys = inspect(connection).get_foreign_keys("messages")
    assert enforced == 1
    assert {it["referred_table"] for it in keys} == {
        "message_status",
        "users",
        "whatsapp_sessions",
    }


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_table_has_its_ddl(dialect: str) -> None:
    created = [it for it in ddl(dialect) if it.startswith("CREATE TABLE")]

    assert len(created) == len(read_tables.tables)


def columns_in_sql_server(table: Table) -> dict[str, str]:
    (found,) = [
        it for it in ddl("mssql") if it.startswith(f"CREATE TABLE {table.name} ")
    ]
    return dict(re.findall(r"^\t\[?(\w+)\]? (.+?),? *$", found, re.MULTILINE))


def test_sql_server_gets_the_types_of_the_spec() -> None:
    messages = columns_in_sql_server(read_tables.tables["messages"])
    assert messages["id"] == "INTEGER NOT NULL IDENTITY"
    assert messages["remoteJid"] == "NVARCHAR(255) NOT NULL"
    assert messages["sent_at"] == "DATETIMEOFFSET NOT NULL"
    assert messages["key"] == "NVARCHAR(max) NULL"

    sessions = columns_in_sql_server(read_tables.tables["whatsapp_sessions"])
    assert sessions["log_messages"] == "BIT NULL"
    assert sessions["webhook_url"] == "NVARCHAR(max) NULL"
    assert sessions["created_at"] == "DATE NOT NULL"
