"""Other processes fold the log as this one does, and trouble there is told here."""

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

import pytest
from sqlalchemy import update

from adapters.database import writing
from adapters.event_store.facts import Facts
from adapters.event_store.tables import events
from adapters.event_store.unreadable import UnknownEvent
from projections import replay, replay_pool
from projections.changes import Changes, Fold
from projections.maintenance import rebuild
from projections.read_models import REBUILDABLE
from projections.replay import Replay, Slice, slices
from projections.replay_pool import folded
from projections.users import users
from tests.projections.world import World

ROWS_AN_EVENT_CHANGES = 4


@pytest.fixture
def _many_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a short log is worth other processes."""
    monkeypatch.setattr(replay, "SLICE", 4)
    monkeypatch.setattr(replay_pool, "LONG", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def whole(lived: World) -> Replay:
    return Replay(Facts.of(lived.journal), REBUILDABLE, lived.rows)


def here(whole: Replay, these: Sequence[Slice]) -> Iterator[Sequence[Changes]]:
    return (whole.fold(it) for it in these)


def test_slices_are_all_there_is_without_gaps() -> None:
    size = replay.SLICE
    these = slices(after=3, upto=2 * size + 5)

    assert (these[0].after, these[-1].upto) == (3, 2 * size + 5)
    assert all(one.upto == other.after for one, other in pairwise(these))
    assert max(it.upto - it.after for it in these) == size
    assert slices(after=3, upto=3) == []


@pytest.mark.usefixtures("_many_slices")
def test_other_processes_fold_what_this_one_would(lived: World, whole: Replay) -> None:
    these = slices(after=0, upto=lived.journal.end)

    assert list(folded(whole, these)) == list(here(whole, these))


@pytest.mark.usefixtures("_many_slices")
def test_a_rebuild_by_several_processes_gives_the_same_rows(lived: World) -> None:
    before = lived.contents()
    lived.spoil(users, name="odd")

    rebuild(lived.projector, REBUILDABLE)

    assert lived.contents() == before


@pytest.mark.usefixtures("_many_slices")
def test_what_another_process_can_not_read_is_told_here(
    lived: World, whole: Replay
) -> None:
    with writing(lived.log) as log:
        log.execute(update(events).filter_by(position=7).values(type="odd.thing"))

    with pytest.raises(UnknownEvent, match=r"odd\.thing"):
        list(folded(whole, slices(after=0, upto=lived.journal.end)))


@pytest.mark.usefixtures("_many_slices")
def test_no_more_rows_are_held_than_a_slice_changes(
    lived: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []

    class Counted(Fold):
        def taken(self) -> Sequence[Changes]:
            held.append(len(self))
            return super().taken()

    monkeypatch.setattr(replay, "Fold", Counted)
    whole = Replay(Facts.of(lived.journal), REBUILDABLE, lived.rows)
    list(here(whole, slices(after=0, upto=lived.journal.end)))

    assert len(held) == ceil(lived.journal.end / replay.SLICE)
    assert 0 < max(held) <= replay.SLICE * ROWS_AN_EVENT_CHANGES


@pytest.mark.usefixtures("_many_slices")
def test_the_death_of_another_process_is_told_here(
    lived: World, whole: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    died = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    monkeypatch.setattr(replay_pool, "_PROGRAM", died)

    with pytest.raises(ChildProcessError):
        list(folded(whole, slices(after=0, upto=lived.journal.end)))
