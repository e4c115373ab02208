"""What was deleted is in no file any more, whatever SQLite does by default."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from adapters.database import dispose, engine_for, scrub, writing

SECRET = b"meet me at nine"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A SQLite that leaves deleted rows where they are, as most builds of it do."""
    engine = engine_for(f"sqlite:///{tmp_path}/rows.db")
    event.listen(engine, "connect", _keep_deleted)
    with writing(engine) as rows:
        rows.exec_driver_sql("CREATE TABLE message (id INTEGER, text TEXT)")
        texts = [(number, SECRET.decode() * 20) for number in range(500)]
        rows.exec_driver_sql("INSERT INTO message VALUES (?, ?)", texts)
    yield engine
    dispose(engine)


def _keep_deleted(raw: DBAPIConnection, _: object) -> None:
    raw.cursor().execute("PRAGMA secure_delete = OFF")


def in_files(folder: Path) -> bool:
    return any(SECRET in path.read_bytes() for path in folder.iterdir())


def test_deleted_rows_are_overwritten(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as rows:
        rows.exec_driver_sql("DELETE FROM message")
    assert in_files(tmp_path)

    scrub(engine)

    assert not in_files(tmp_path)


def test_other_rows_stay(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as rows:
        rows.exec_driver_sql("DELETE FROM message WHERE id > 0")

    scrub(engine)

    with writing(engine) as rows:
        left = rows.exec_driver_sql("SELECT count(*) FROM message").scalar_one()
    assert left == 1
    assert in_files(tmp_path)
