"""Rows can always be built again, and nobody notices while that happens."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, inspect

from adapters.database import shadow_schema, writing
from domain.kernel import Unavailable
from projections import messages, system_errors, user_status, users
from projections.maintenance import Progress, rebuild, verify
from projections.projector import Projector
from projections.read_models import READ_MODELS, REBUILDABLE
from tests.adapters.event_store.databases import fresh_url
from tests.projections.world import LIFE, PROLOGUE, World, broken_references
from tests.support import a

EVENTS = len(PROLOGUE) + len(LIFE)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Events in SQLite, tables in either."""
    with fresh_url(request.param, tmp_path) as tables_url:
        world = World(f"sqlite:///{tmp_path}/log.db", tables_url)
        yield world
        world.close()


def name(world: World) -> str:
    row = world.row(users.users, a.USER)
    assert row is not None
    return str(row["name"])


def test_a_rebuild_gives_the_same_rows_and_ids(lived: World) -> None:
    before = lived.contents()
    with writing(lived.rows) as rows:
        rows.execute(delete(messages.messages))

    rebuild(lived.projector, REBUILDABLE)

    assert lived.contents() == before
    assert broken_references(lived.rows) == []


@pytest.mark.usefixtures("forgetful")
def test_whatever_was_done_to_the_rows_is_put_right(lived: World) -> None:
    before = lived.contents()
    lived.spoil(user_status.user_status, description="odd")
    lived.spoil(messages.messages, result={"odd": True}, job_id=None)
    lived.spoil(system_errors.system_errors, id=1)

    rebuild(lived.projector, REBUILDABLE)

    assert lived.contents() == before


def test_one_table_of_many_can_be_rebuilt(lived: World) -> None:
    before = lived.contents()
    lived.spoil(users.users, name="odd")

    rebuild(lived.projector, [users.model])

    assert lived.contents() == before


def test_readers_see_the_old_rows_until_all_new_ones_are_there(lived: World) -> None:
    lived.spoil(messages.messages, key_id="odd")
    seen: list[set[str]] = []

    def look(_: Progress) -> None:
        seen.append({row[9] for row in lived.contents()["messages"]})

    rebuild(lived.projector, REBUILDABLE, look)

    assert seen == [{"odd"}]
    assert lived.odd() == []


@pytest.mark.usefixtures("forgetful")
def test_an_interrupted_rebuild_changes_nothing_and_can_be_run_again(
    lived: World,
) -> None:
    lived.spoil(messages.messages, key_id="odd")
    before = lived.contents()

    def interrupt(progress: Progress) -> None:
        if progress.done > progress.total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(lived.projector, REBUILDABLE, interrupt)

    assert lived.contents() == before
    with lived.rows.connect() as connection:
        assert inspect(connection).get_table_names(shadow_schema(connection)) == []
    rebuild(lived.projector, REBUILDABLE)
    assert lived.odd() == []


@pytest.mark.usefixtures("forgetful")
def test_progress_is_told_in_events_done_of_all(lived: World) -> None:
    told: list[Progress] = []

    rebuild(lived.projector, REBUILDABLE, told.append)

    assert [it.done for it in told] == [*range(3, EVENTS, 3), EVENTS]
    assert {it.total for it in told} == {EVENTS}
    assert told[-1].rate > 0


def test_the_live_projector_goes_on_during_a_rebuild(lived: World) -> None:
    def go_on(progress: Progress) -> None:
        if progress.total == EVENTS:
            lived.tell(a.user_renamed())

    rebuild(lived.projector, REBUILDABLE, go_on)

    assert name(lived) == "Ana María"
    assert lived.odd() == []


def test_events_recorded_during_a_rebuild_wait_for_the_projector(lived: World) -> None:
    lived.record(a.user_renamed())

    rebuild(lived.projector, REBUILDABLE)

    assert name(lived) == "Ana"
    assert lived.projector.catch_up() == 1
    assert lived.odd() == []


class Restless(Projector):
    """The live projector gets ahead once a rebuild believes it has caught up."""

    asked = 0

    def __init__(self, world: World) -> None:
        super().__init__(world.journal, world.rows, READ_MODELS)
        self._world = world

    @property
    def position(self) -> int:
        before = super().position
        self.asked += 1
        if self.asked == 2:
            self._world.tell(a.user_renamed())
        return before


def test_events_projected_at_the_last_moment_are_not_lost(lived: World) -> None:
    rebuild(Restless(lived), REBUILDABLE)

    assert name(lived) == "Ana María"
    assert lived.odd() == []


def test_what_fails_in_a_rebuild_is_told_as_it_is(lived: World) -> None:
    def fail(_: Progress) -> None:
        raise BlockingIOError("elsewhere")

    with pytest.raises(BlockingIOError, match="elsewhere"):
        rebuild(lived.projector, REBUILDABLE, fail)


def test_what_has_been_acted_upon_is_never_replayed(lived: World) -> None:
    with pytest.raises(ValueError, match="send_outbox"):
        rebuild(lived.projector, READ_MODELS)


def test_only_one_rebuilds_or_verifies_at_a_time(lived: World) -> None:
    refusals: list[str] = []

    def try_too(_: Progress) -> None:
        for work in (rebuild, verify):
            with pytest.raises(Unavailable) as refused:
                work(lived.projector, REBUILDABLE)
            refusals.append(str(refused.value))

    rebuild(lived.projector, REBUILDABLE, try_too)

    said = "Somebody else is rebuilding or verifying tables already"
    assert [it.startswith(said) for it in refusals] == [True, True]
    assert lived.odd() == []


KILLED = """
import os, signal, sys
from projections import replay
from projections.maintenance import rebuild
from projections.read_models import REBUILDABLE
from tests.projections.world import World

replay.SLICE = 3
world = World(*sys.argv[1:])
rebuild(world.projector, REBUILDABLE, lambda _: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_rebuild_killed_half_way_leaves_nothing_broken(lived: World) -> None:
    lived.spoil(users.users, name="odd")
    urls = [
        it.url.render_as_string(hide_password=False) for it in (lived.log, lived.rows)
    ]
    command = [sys.executable, "-c", KILLED, *urls]

    killed = subprocess.run(command, check=False)  # noqa: S603 - our own program

    assert killed.returncode == -signal.SIGKILL
    assert name(lived) == "odd"
    rebuild(lived.projector, REBUILDABLE)
    assert lived.odd() == []
