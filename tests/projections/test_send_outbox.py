"""Messages to send: who may take which, when, and in which order."""

from datetime import datetime, timedelta

import pytest

from adapters.database import writing
from domain.kernel import Event
from projections import send_outbox
from projections.send_outbox import SendItem, claim_next
from projections.send_outbox_queries import sessions_with_work
from tests.projections.world import World
from tests.support import a

LEASE = timedelta(minutes=1)


def accepted(message_id: int) -> Event:
    job = a.LONE_JOB.model_copy(update={"job_id": message_id})
    return a.message_accepted(message_id=message_id, job=job)


@pytest.fixture
def waiting(begun: World) -> World:
    """The younger message has the smaller number, as numbers of two processes may."""
    begun.tell(accepted(102), accepted(101))
    return begun


def claim(world: World, now: datetime = a.NOON, node: str = "one") -> SendItem | None:
    with writing(world.rows) as rows:
        return claim_next(rows, a.SESSION, now=now, lease=LEASE, node=node)


def number(item: SendItem | None) -> int | None:
    return item and item.message_id


def test_a_claim_has_everything_the_worker_needs(waiting: World) -> None:
    item = claim(waiting)

    assert item is not None
    assert (item.key, item.content) == (a.KEY.model_dump(), {"conversation": "hello"})
    assert (item.attempts, item.due_at, item.claimed_by) == (1, a.NOON + LEASE, "one")


def test_messages_of_a_session_go_out_in_the_order_they_were_accepted(
    waiting: World,
) -> None:
    assert number(claim(waiting)) == 102
    assert claim(waiting, node="two") is None

    waiting.tell(a.message_sent(message_id=102))

    assert number(claim(waiting)) == 101


def test_who_dies_loses_the_claim_when_the_lease_ends(waiting: World) -> None:
    claim(waiting)

    again = claim(waiting, now=a.NOON + LEASE, node="two")

    assert again is not None
    assert (again.message_id, again.attempts, again.claimed_by) == (102, 2, "two")


def test_a_message_given_back_is_next_again_from_then_on(waiting: World) -> None:
    claim(waiting)
    with writing(waiting.rows) as rows:
        send_outbox.retry(rows, 102, due_at=a.NOON + 2 * LEASE)

    assert claim(waiting, now=a.NOON + LEASE) is None
    assert number(claim(waiting, now=a.NOON + 2 * LEASE)) == 102


@pytest.mark.parametrize(
    ("how", "unanswered"),
    [
        ({}, 3),
        ({"faulty": True, "answered": True}, 0),
        ({"answered": True}, 1),  # of a first attempt it is never forgotten
    ],
)
def test_attempts_without_an_answer_are_told_from_others(
    waiting: World, how: dict[str, bool], unanswered: int
) -> None:
    for _ in range(3):
        claim(waiting)
        with writing(waiting.rows) as rows:
            send_outbox.retry(rows, 102, due_at=a.NOON, **how)

    again = claim(waiting)

    assert again is not None
    assert again.unanswered == unanswered
    assert again.attempts > 1


def test_what_is_resent_goes_to_the_end_of_the_queue_with_a_new_count(
    waiting: World,
) -> None:
    claim(waiting)
    waiting.record(a.message_failed(message_id=102), a.message_requeued(message_id=102))
    waiting.projector.catch_up()

    assert number(claim(waiting)) == 101
    waiting.tell(a.message_sent(message_id=101))
    again = claim(waiting)
    assert again is not None
    assert (again.message_id, again.attempts) == (102, 1)


def test_sessions_do_not_wait_for_each_other(waiting: World) -> None:
    with writing(waiting.rows) as rows:
        assert sessions_with_work(rows) == [a.SESSION]
        assert claim_next(rows, 13, now=a.NOON, lease=LEASE, node="one") is None
