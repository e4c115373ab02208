"""An append whose connection is lost is neither lost nor written twice."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from eventsourcing.persistence import Tracking
from sqlalchemy import Engine

from adapters.database import dispose, engine_for
from adapters.event_store.batches import Batches
from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tracking import SqlTrackingRecorder
from domain.kernel import Unavailable
from tests.adapters.event_store.databases import fresh_engine
from tests.adapters.event_store.outages import Wire, terminate
from tests.adapters.event_store.things import enclosed, happened, things_in

RESERVING = b"UPDATE log_head"
INSERTING = happened().TYPE.encode()  # the statement itself is prepared, said before


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with fresh_engine("postgresql", tmp_path) as engine:
        yield engine


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    wire.close()


@pytest.fixture
def journal(engine: Engine, wire: Wire) -> Iterator[Journal]:
    """On the wire, and connected already."""
    wired = engine_for(wire.url(engine.url.render_as_string(hide_password=False)))
    journal = Journal(SqlRecorder(wired), EnvelopeMapper(EVENT_TYPES))
    journal.append(enclosed("thing:0", 1))
    yield journal
    journal.close()
    dispose(wired)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Batches, "patience_seconds", 0.3)


def kept(engine: Engine) -> list[tuple[str, int, int]]:
    page = SqlRecorder(engine).page(after=0, size=1000)
    return [(it.stream, it.version, it.position) for it in page]


@pytest.mark.parametrize("words", [RESERVING, INSERTING, b"COMMIT"])
@pytest.mark.parametrize("cut", ["cut_before", "cut_after"])
def test_wherever_the_wire_is_cut_it_is_written_once(
    journal: Journal, engine: Engine, wire: Wire, cut: str, words: bytes
) -> None:
    setattr(wire, cut, words)

    assert journal.append(enclosed("thing:1", 2)) == 3
    assert getattr(wire, cut) == b"", "nothing was cut"
    assert journal.append(enclosed("thing:2", 1)) == 4
    assert kept(engine)[1:] == [("thing:1", 1, 2), ("thing:1", 2, 3), ("thing:2", 1, 4)]


@pytest.mark.parametrize("cut", ["cut_before", "cut_after"])
async def test_each_of_a_crowd_is_written_once(
    journal: Journal, engine: Engine, wire: Wire, cut: str
) -> None:
    setattr(wire, cut, b"COMMIT")
    appends = [journal.append_soon(enclosed(f"thing:{n}", 2)) for n in range(1, 20)]
    positions = await asyncio.gather(*appends)

    assert sorted(positions) == list(range(3, 41, 2))
    assert [position for _, _, position in kept(engine)] == list(range(1, 40))


@pytest.mark.usefixtures("impatient")
def test_without_an_answer_to_a_commit_the_outcome_is_unknown(
    journal: Journal, wire: Wire
) -> None:
    wire.cut_after, wire.for_good = b"COMMIT", True
    with pytest.raises(Unavailable, match="isn't known"):
        journal.append(enclosed("thing:1", 1))
    wire.for_good = False

    assert journal.end == 2


@pytest.mark.usefixtures("impatient")
def test_what_was_certainly_not_written_may_be_tried_again(
    journal: Journal, wire: Wire
) -> None:
    wire.cut_before, wire.for_good = INSERTING, True
    with pytest.raises(Unavailable, match="try again soon"):
        journal.append(enclosed("thing:1", 1))
    wire.for_good = False

    assert journal.append(enclosed("thing:1", 1)) == 2


def test_a_read_is_done_again(journal: Journal, wire: Wire) -> None:
    wire.cut_after = b"FROM events"

    assert len(journal.page(after=0)) == 1


def test_where_a_reader_stands_is_asked_again(journal: Journal, wire: Wire) -> None:
    reader = SqlTrackingRecorder(journal.recorder.engine, "reader")
    reader.insert_tracking(Tracking("journal", 3))
    wire.cut_after = b"FROM checkpoints"

    assert reader.max_tracking_id("journal") == 3
    assert wire.cut_after == b"", "nothing was cut"


@pytest.mark.usefixtures("impatient")
def test_a_read_that_stays_impossible_is_unavailable(
    journal: Journal, wire: Wire
) -> None:
    wire.cut_before, wire.for_good = b"FROM events", True
    with pytest.raises(Unavailable):
        journal.page(after=0)


def test_work_goes_on_while_the_server_ends_connections(engine: Engine) -> None:
    journal = Journal(SqlRecorder(engine), EnvelopeMapper(EVENT_TYPES))
    things = things_in(journal)
    things.begin(1, [happened()])

    enough = Event()

    def work(_: int) -> int:
        done = 0
        while not enough.is_set():
            things.change(1, lambda _: [happened()])
            done += 1
        return done

    with ThreadPoolExecutor(4) as pool:
        working = [pool.submit(work, n) for n in range(4)]
        ended, until = 0, monotonic() + 20
        while ended < 5 and monotonic() < until:
            wait(working, timeout=0.05)
            ended += terminate(engine)
        enough.set()
    journal.close()

    assert things.get(1).count == 1 + sum(it.result() for it in working)
    assert ended >= 5
