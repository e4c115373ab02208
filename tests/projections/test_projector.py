"""A page, its rows and the checkpoint: all together, and only once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from eventsourcing.persistence import IntegrityError

from adapters.event_store.facts import Facts, Page
from adapters.event_store.recorder import END_OF_TIME
from domain.kernel import Event
from projections.kernel import ReadModel, Rows
from projections.projector import Projector
from projections.read_models import READ_MODELS
from projections.users import users
from tests.projections.world import PROLOGUE, World, broken_references
from tests.support import a

MESSAGES = range(100, 130)


class SlowFacts(Facts):
    """Lets somebody else in between the reading of a page and its writing."""

    meanwhile: Callable[[], object]

    def page(self, *, after: int, upto: int = END_OF_TIME, size: int) -> Page:
        page = super().page(after=after, upto=upto, size=size)
        self.meanwhile()
        return page


@pytest.fixture
def busy(begun: World) -> World:
    """Thirty messages were accepted. No insert would be done twice unnoticed."""
    for number in MESSAGES:
        job = a.LONE_JOB.model_copy(update={"job_id": number})
        begun.record(a.message_accepted(message_id=number, job=job))
    return begun


def projected(world: World) -> list[int]:
    return [row[0] for row in world.contents()["messages"]]


def test_a_projector_works_until_nothing_is_left(world: World) -> None:
    world.record(a.user_registered(), a.user_renamed())

    assert (world.projector.lag, world.projector.catch_up()) == (2, 2)
    assert (world.projector.lag, world.projector.catch_up()) == (0, 0)


def test_what_happened_in_one_page_may_refer_to_each_other(world: World) -> None:
    world.record(
        a.user_registered(),
        a.session_created(),
        a.browser_opened(),
        a.session_connected(),
        a.message_accepted(),
        a.message_sent(),
        a.api_key_regenerated(),
        a.browser_closed(),
    )

    assert world.projector.project_page() == 8
    assert broken_references(world.rows) == []


def test_nothing_that_can_be_recorded_stops_a_projector(begun: World) -> None:
    """Once the rows are there that others refer to, any event may follow."""
    first: list[Event] = [
        a.browser_opened(),
        a.message_accepted(),
        a.send_job_created(),
    ]
    first += [a.preference_enabled(), a.subscription_taken(), a.token_issued()]
    told = {type(event) for event in (*PROLOGUE, *first)}
    rest = [make() for fact, make in a.EVERY.items() if fact not in told]

    begun.record(*first, *rest)

    assert begun.projector.catch_up() == len(a.EVERY) - len(PROLOGUE)
    assert begun.projector.lag == 0


def test_a_page_somebody_else_has_begun_is_left_to_them(busy: World) -> None:
    slow = Projector(busy.journal, busy.rows, READ_MODELS, page_size=10)
    slow.facts = facts = SlowFacts(busy.log, busy.journal.mapper)
    fast = Projector(busy.journal, busy.rows, READ_MODELS, page_size=4)
    facts.meanwhile = fast.project_page

    for done in (4, 8):
        assert slow.project_page() == 0
        assert len(projected(busy)) == done


def test_projectors_racing_apply_every_event_once(busy: World) -> None:
    def run(page_size: int) -> None:
        rival = Projector(busy.journal, busy.rows, READ_MODELS, page_size)
        while rival.lag:
            rival.project_page()

    with ThreadPoolExecutor() as pool:
        list(pool.map(run, [1, 2, 3, 4]))

    assert projected(busy) == list(MESSAGES)


def test_a_failing_handler_undoes_the_whole_page(begun: World) -> None:
    broken = ReadModel(users)

    @broken.on(type(a.user_registered()))
    def add_again(rows: Rows, *_: object) -> None:
        rows.insert({"id": a.USER, "name": "Ana"})

    position = begun.record(a.user_registered(user_id=8))
    projector = Projector(begun.journal, begun.rows, [broken])

    with pytest.raises(IntegrityError):
        projector.project_page()

    assert projector.position == position - 1


def test_after_a_failure_the_same_projector_goes_on_where_it_was(begun: World) -> None:
    begun.record(a.user_registered(), a.user_renamed())
    for _ in range(2):
        with pytest.raises(IntegrityError):
            begun.projector.project_page()

    assert begun.projector.lag == 2


def test_a_reader_is_woken_when_its_position_is_shown(begun: World) -> None:
    position = begun.record(a.user_renamed())
    begun.projector.look_again_seconds = 3000
    projecting = Thread(target=begun.projector.catch_up)

    projecting.start()
    begun.projector.wait_for(position, timeout=60)
    projecting.join()

    assert begun.projector.position == position


def test_a_reader_sees_what_another_process_projected(begun: World) -> None:
    position = begun.record(a.user_renamed())
    Projector(begun.journal, begun.rows, READ_MODELS).catch_up()

    begun.projector.wait_for(position)


def test_a_reader_waits_for_a_bounded_time(begun: World) -> None:
    position = begun.record(a.user_renamed())

    with pytest.raises(TimeoutError, match=f"position {position}"):
        begun.projector.wait_for(position, timeout=0.1)


def test_who_asks_for_no_position_does_not_wait(begun: World) -> None:
    begun.record(a.user_renamed())

    begun.projector.wait_for(None)
