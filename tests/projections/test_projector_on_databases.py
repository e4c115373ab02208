"""The projector on every database: rivals, an event nobody knows, a lost connection."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from eventsourcing.persistence import OperationalError, StoredEvent
from sqlalchemy import select, update

from adapters.database import writing
from adapters.event_store.envelope import enclose
from adapters.event_store.tables import events
from adapters.event_store.unreadable import UnknownEvent
from domain.kernel import Unavailable
from projections.messages import messages
from projections.projector import Projector
from projections.read_models import READ_MODELS
from tests.adapters.event_store.databases import fresh_url
from tests.adapters.event_store.outages import terminate
from tests.projections.world import PROLOGUE, World
from tests.support import a

MESSAGES = range(100, 160)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Log and tables are in two databases, and there are a user, a plan, a session."""
    with ExitStack() as stack:
        urls = [stack.enter_context(fresh_url(request.param, tmp_path)) for _ in "12"]
        world = World(*urls)
        world.tell(*PROLOGUE)
        yield world
        world.close()


def accept_messages(world: World) -> None:
    """One by one. No insert would be done twice unnoticed."""
    for number in MESSAGES:
        job = a.LONE_JOB.model_copy(update={"job_id": number})
        world.record(a.message_accepted(message_id=number, job=job))


def projected(world: World) -> list[int]:
    with world.reading() as rows:
        return list(rows.scalars(select(messages.c.id).order_by(messages.c.id)))


def test_projectors_race_while_events_come_in(world: World) -> None:
    def run(page_size: int) -> int:
        rival, applied = Projector(world.journal, world.rows, READ_MODELS, page_size), 0
        while projected(world) != list(MESSAGES):
            applied += rival.project_page()
        return applied

    with ThreadPoolExecutor() as pool:
        recording = pool.submit(accept_messages, world)
        applied = list(pool.map(run, [1, 3, 7]))

    recording.result()
    assert projected(world) == list(MESSAGES)
    assert sum(applied) == len(MESSAGES), "each was applied by one of them"
    assert world.projector.lag == 0


def test_an_event_nobody_knows_stops_it_and_loses_nothing(world: World) -> None:
    accept_messages(world)
    known = world.projector.lag
    unknown = StoredEvent("story:2", 1, "story.of_tomorrow", b"{}")
    (position,) = world.journal.recorder.insert_events([unknown])
    world.record(a.user_renamed())
    world.projector = Projector(world.journal, world.rows, READ_MODELS, page_size=7)
    for _ in range(2):
        with pytest.raises(UnknownEvent, match=r"story\.of_tomorrow"):
            world.projector.catch_up()

    assert position - 7 <= world.projector.position < position
    _become_known(world, position)
    world.projector.catch_up()
    assert (world.projector.lag, len(projected(world))) == (0, known)


def _become_known(world: World, position: int) -> None:
    """As if a version came that knows the event, which is one we know."""
    (envelope,) = enclose("story:2", 0, [a.user_renamed()])
    stored = world.journal.mapper.to_stored_event(envelope)
    with writing(world.log) as log:
        log.execute(
            update(events)
            .where(events.c.position == position)
            .values(type=stored.topic, body=stored.state)
        )


@pytest.mark.parametrize("world", ["postgresql"], indirect=True)
def test_a_lost_connection_costs_a_page_nothing_but_time(world: World) -> None:
    def follow() -> None:
        done = False
        while not done:
            with suppress(OperationalError, Unavailable):  # it is started again
                world.projector.project_page()
                done = projected(world) == list(MESSAGES)

    with ThreadPoolExecutor() as pool:
        work = [pool.submit(accept_messages, world), pool.submit(follow)]
        ended = 0
        while wait(work, timeout=0.03).not_done:
            ended += terminate(world.log) + terminate(world.rows)

    assert [it.exception() for it in work] == [None, None]
    assert ended > 0
    assert projected(world) == list(MESSAGES)
