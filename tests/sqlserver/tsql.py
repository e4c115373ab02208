"""What Microsoft's parser says of statements. ``scripts/tsql_parser.sh`` fetches it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".make" / "tsql-parser"


class Type(BaseModel):
    """``sizes`` as in NVARCHAR(100) or NVARCHAR(max)."""

    name: str
    sizes: list[str]


class Insert(BaseModel):
    """``rows`` of VALUES; 0 for the rows of a query."""

    table: str
    columns: list[str]
    rows: int


class CreatedTable(BaseModel):
    """``identities``: the names of its identity columns."""

    name: str
    identities: list[str]


class IdentityInsert(BaseModel):
    table: str
    on: bool


class Query(BaseModel):
    """``top`` is how many rows it asks for; None for all."""

    top: int | None
    ordered: bool


class Examined(BaseModel):
    """What a statement is made of. Names are as they are written, types in capitals."""

    errors: list[str]
    types: list[Type]
    functions: list[str]
    procedures: list[str]
    inserts: list[Insert]
    tables: list[CreatedTable]
    identity_inserts: list[IdentityInsert]
    queries: list[Query]


def is_installed() -> bool:
    return (FOLDER / "complete").exists()


def examine(statements: Iterable[str]) -> dict[str, Examined]:
    """Each of the statements, as a driver is given them, and what it is made of."""
    distinct = list(dict.fromkeys(statements))
    found = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.sqlserver.scriptdom", str(FOLDER)],
        input=json.dumps([_with_names(it) for it in distinct]),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(FOLDER / "packages")},
        cwd=ROOT,
        text=True,
        check=True,
    )
    answers = json.loads(found.stdout)
    return {
        statement: Examined.model_validate(answer)
        for statement, answer in zip(distinct, answers, strict=True)
    }


def _with_names(statement: str) -> str:
    """The driver's ? by the names that the server sees: @P1, @P2 ..."""
    numbers = iter(range(1, len(statement)))
    return re.sub(
        r"'(?:[^']|'')*'|\[[^]]*\]|\?",
        lambda it: f"@P{next(numbers)}" if it[0] == "?" else it[0],
        statement,
    )
