import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    Table,
    insert,
    inspect,
    select,
    text,
)

from adapters.database import (
    SHADOW,
    create_missing,
    dispose,
    engine_for,
    reading,
    writing,
)

tables = MetaData()
numbers = Table("numbers", tables, Column("number", Integer(), primary_key=True))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = engine_for(f"sqlite:///{tmp_path}/var/deep/numbers.db")
    yield engine
    dispose(engine)


def create(url: str) -> None:
    engine = engine_for(url)
    create_missing(engine, tables)
    dispose(engine)


def test_a_database_has_one_engine_until_it_is_disposed(engine: Engine) -> None:
    url = str(engine.url)

    assert engine_for(url) is engine
    dispose(engine)
    assert engine_for(url) is not engine


def test_files_are_for_their_owner_alone(engine: Engine) -> None:
    create_missing(engine, tables)
    path = Path(str(engine.url.database))

    assert path.parent.stat().st_mode & 0o777 == 0o700
    with reading(engine) as connection:
        connection.execute(select(numbers))
        modes = {it.name: it.stat().st_mode & 0o777 for it in path.parent.iterdir()}
    assert modes == dict.fromkeys(modes, 0o600)
    assert f"{path.name}-wal" in modes


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)],
)
def test_nothing_is_traded_for_speed(
    engine: Engine, pragma: str, value: object
) -> None:
    with reading(engine) as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == value


def test_readers_do_not_wait_for_a_writer(engine: Engine) -> None:
    create_missing(engine, tables)
    with writing(engine) as writer:
        writer.execute(insert(numbers), {"number": 1})
        with reading(engine) as reader:
            assert reader.scalars(select(numbers.c.number)).all() == []


def test_a_failed_transaction_leaves_nothing(engine: Engine) -> None:
    create_missing(engine, tables)

    def fail() -> None:
        with writing(engine) as rows:
            rows.execute(insert(numbers), {"number": 1})
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with reading(engine) as reader:
        assert reader.scalars(select(numbers.c.number)).all() == []


def test_every_connection_has_a_shadow_of_its_own(engine: Engine) -> None:
    shadow = numbers.to_metadata(MetaData(), schema=SHADOW)
    with writing(engine) as rows:
        shadow.create(rows)
        rows.execute(insert(shadow), {"number": 1})
        with reading(engine) as other:
            assert inspect(other).get_table_names(schema=SHADOW) == []


def test_processes_that_start_together_create_the_tables_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        urls = [f"sqlite:///{tmp_path}/{n // 4}.db" for n in range(16)]
        list(pool.map(create, urls))


def test_a_connection_waits_for_a_file_that_another_writes(tmp_path: Path) -> None:
    """SQLite's own timeout does not cover the change to a write-ahead log."""
    path = tmp_path / "numbers.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    engine = engine_for(f"sqlite:///{path}")
    with ThreadPoolExecutor(1) as threads:
        opening = threads.submit(lambda: engine.connect().close())
        assert not wait([opening], timeout=0.2).done
        other.execute("COMMIT")
        opening.result(timeout=10)
    other.close()
    dispose(engine)
