from pathlib import Path

import pytest
from eventsourcing import persistence
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, insert, text

from adapters.database import create_missing, dispose, engine_for, writing

tables = MetaData()
people = Table(
    "people",
    tables,
    Column("id", Integer(), primary_key=True),
    Column("name", String(20), nullable=False),
)


def write_twice(engine: Engine) -> None:
    with writing(engine) as rows:
        rows.execute(insert(people), [{"id": 1, "name": "Ana"}] * 2)


def test_failures_have_the_librarys_names_and_tell_no_secrets(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path}/people.db")
    create_missing(engine, tables)
    with pytest.raises(persistence.IntegrityError) as caught:
        write_twice(engine)
    dispose(engine)

    assert "Ana" not in str(caught.value)


def test_a_missing_table_is_an_operational_failure(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path}/people.db")
    with pytest.raises(persistence.OperationalError), writing(engine) as rows:
        rows.execute(text("SELECT * FROM people"))
    dispose(engine)
