"""Many changes written at once are as good as each change written by itself."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from projections.changes import HeldRows
from projections.kernel import Rows
from projections.writes import Writer

things = Table(
    "things",
    MetaData(),
    Column("id", Integer(), primary_key=True),
    Column("one", String(10)),
    Column("two", String(10)),
)
Step: TypeAlias = Callable[[Rows], None]

KEYS = st.integers(1, 3)
VALUES: st.SearchStrategy[dict[str, str]] = st.builds(
    dict, one=st.sampled_from("xyz")
) | st.builds(dict, one=st.sampled_from("xyz"), two=st.sampled_from("xyz"))


def inserted(key: int, values: dict[str, str]) -> Step:
    return lambda rows: rows.insert({"id": key, **values})


def put(key: int, values: dict[str, str], changes: dict[str, str]) -> Step:
    return lambda rows: rows.put({"id": key, **values}, changes)


def updated(key: int, changes: dict[str, str]) -> Step:
    return lambda rows: rows.update(key, changes)


def deleted(key: int) -> Step:
    return lambda rows: rows.delete(key)


STEPS = st.lists(
    st.one_of(
        st.builds(inserted, KEYS, VALUES),
        st.builds(put, KEYS, VALUES, VALUES),
        st.builds(updated, KEYS, VALUES),
        st.builds(deleted, KEYS),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    things.metadata.create_all(engine)
    yield engine
    engine.dispose()


def write(connection: Connection, steps: Sequence[Step]) -> None:
    rows = HeldRows(things, connection.dialect)
    for step in steps:
        step(rows)
    Writer([things], connection.dialect).write(connection, [rows.taken()])


def outcome(engine: Engine, *batches: Sequence[Step]) -> list[Any] | str:
    """The rows in the end, or "duplicate" where a database would refuse one."""
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(insert(things), [{"id": 1, "one": "a", "two": "a"}])
        try:
            for steps in batches:
                write(connection, steps)
            return list(connection.execute(select(things).order_by(things.c.id)))
        except (ValueError, IntegrityError):
            return "duplicate"
        finally:
            transaction.rollback()


@given(steps=STEPS)
def test_changes_written_at_once_are_as_good_as_one_by_one(
    engine: Engine, steps: list[Step]
) -> None:
    one_by_one = outcome(engine, *([step] for step in steps))
    if one_by_one != "duplicate":
        assert outcome(engine, steps) == one_by_one


def test_a_second_row_of_the_same_key_is_refused(engine: Engine) -> None:
    assert outcome(engine, [inserted(2, {}), inserted(2, {})]) == "duplicate"
    assert outcome(engine, [inserted(1, {})]) == "duplicate"


def test_changes_of_one_row_go_out_as_one_and_rows_of_one_shape_together(
    engine: Engine,
) -> None:
    statements: list[tuple[str, bool]] = []

    def note(*args: Any) -> None:
        statements.append((args[2].split()[0], args[5]))

    event.listen(engine, "before_cursor_execute", note)
    rows = [inserted(key, {"one": "x"}) for key in (2, 3, 4)]
    outcome(engine, [*rows, updated(2, {"one": "y"}), updated(1, {"two": "z"})])
    event.remove(engine, "before_cursor_execute", note)

    assert statements[1:3] == [("INSERT", True), ("UPDATE", False)]
