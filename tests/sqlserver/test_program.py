"""The whole program on a database that is reached by way of ODBC."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest

from entrypoints import history, importing
from entrypoints.bootstrap import bootstrap
from entrypoints.erasure import erase_user
from entrypoints.program import Program
from entrypoints.settings import Settings
from projections.maintenance import rebuild, verify
from projections.read_models import REBUILDABLE
from projections.users import user_by_id
from tests.entrypoints.test_erasure import live
from tests.projections.world import LIFE, PROLOGUE, World
from tests.sqlserver.databases import fresh_url
from tests.sqlserver.story import KEY


@pytest.fixture
def program(kind: str, tmp_path: Path) -> Iterator[Program]:
    """Events and tables in databases of their own."""
    with fresh_url(kind) as events, fresh_url(kind) as tables:
        program = bootstrap(
            Settings(
                home=tmp_path, events_url=events, tables_url=tables, master_key=KEY
            )
        )
        yield program
        program.close()


def test_the_rows_are_the_same_as_on_sqlite(world: World, tmp_path: Path) -> None:
    other = World(f"sqlite:///{tmp_path}/log.db", f"sqlite:///{tmp_path}/rows.db")
    for it in (world, other):
        it.tell(*PROLOGUE, *LIFE)
        rebuild(it.projector, REBUILDABLE)

    assert world.contents() == other.contents()
    other.close()


def test_a_rebuild_repairs_what_differs_in_case_or_blanks(lived: World) -> None:
    true = lived.contents(REBUILDABLE)
    for model in REBUILDABLE:
        for name in {"slug", "name"}.intersection(model.table.columns.keys()):
            lived.spoil(model.table, **{name: model.table.columns[name] + " "})
    assert lived.contents(REBUILDABLE) != true
    rebuild(lived.projector, REBUILDABLE)

    assert lived.contents(REBUILDABLE) == true


def test_a_person_is_forgotten(program: Program) -> None:
    program.subscriptions.open_catalogue()
    user_id = live(program)
    erase_user(program, user_id)
    with program.reading() as rows:
        erased = user_by_id(rows, user_id)

    assert erased is not None
    assert erased.name == "erased"
    assert all(it.ok for it in verify(program.projector, REBUILDABLE))


def test_a_history_moves_here(program: Program, tmp_path: Path) -> None:
    source = bootstrap(Settings(home=tmp_path / "source", master_key=KEY))
    source.subscriptions.open_catalogue()
    live(source)
    file = StringIO("\n".join(history.exported(source)))
    for _ in importing.imported(program, file):
        pass

    assert [*history.exported(program)] == [*history.exported(source)]
    assert all(it.ok for it in verify(program.projector, REBUILDABLE))
    source.close()


def test_several_processes_may_start_at_the_same_moment(
    kind: str, tmp_path: Path
) -> None:
    with fresh_url(kind) as url, ThreadPoolExecutor(4) as pool:
        # Other spellings of one address: each has an engine of its own.
        urls = [f"{url}&APP={uuid4().hex}" for _ in range(4)]
        settings = [
            Settings(home=tmp_path, events_url=it, tables_url=it) for it in urls
        ]
        for program in pool.map(bootstrap, settings):
            assert program.journal.end == 0
            program.close()
