from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from adapters.event_store.append_queue import AppendQueue
from adapters.event_store.waiting import Append
from domain.kernel import Unavailable


def an_append() -> Append:
    return Append([], Future())


def test_what_waits_is_taken_in_order() -> None:
    queue, appends = AppendQueue(capacity=10), [an_append() for _ in range(3)]
    for append in appends:
        queue.put(append)

    assert queue.take() == appends


def test_a_full_queue_refuses_until_some_are_taken() -> None:
    queue = AppendQueue(capacity=1)
    queue.put(an_append())
    with pytest.raises(Unavailable):
        queue.put(an_append())
    queue.take()

    queue.put(an_append())


def test_a_batch_has_a_limit() -> None:
    queue = AppendQueue(capacity=5000)
    for _ in range(1500):
        queue.put(an_append())

    assert [len(queue.take()), len(queue.take())] == [1000, 500]


def test_a_closed_queue_gives_away_what_it_has() -> None:
    queue, append = AppendQueue(capacity=1), an_append()
    queue.put(append)
    queue.close()

    assert [queue.take(), queue.take()] == [[append], []]
    with pytest.raises(Unavailable):
        queue.put(an_append())


def test_one_at_a_time_has_the_pen() -> None:
    queue = AppendQueue(capacity=1)

    assert [queue.take_pen(), queue.take_pen()] == [True, False]
    queue.put_pen_back()
    assert queue.take_pen()


def test_nobody_writes_before_those_who_wait() -> None:
    queue = AppendQueue(capacity=1)
    queue.put(an_append())

    assert not queue.take_pen()


def test_the_writer_waits_for_the_pen_and_keeps_it_for_the_next_batch() -> None:
    queue, appends = AppendQueue(capacity=3), [an_append() for _ in range(3)]
    with ThreadPoolExecutor(1) as pool:
        assert queue.take_pen()
        taking = pool.submit(queue.take)
        for append in appends:
            queue.put(append)
        assert not taking.done()
        queue.put_pen_back()

        assert taking.result() == appends
    assert not queue.take_pen()


def test_the_writer_gives_the_pen_back_when_nobody_waits() -> None:
    queue = AppendQueue(capacity=1)
    queue.put(an_append())
    queue.take()
    with ThreadPoolExecutor(1) as pool:
        resting = pool.submit(queue.take)
        queue.wait_until_written()
        assert queue.take_pen()
        queue.put_pen_back()
        queue.close()

        assert resting.result() == []


def test_a_closed_queue_has_no_pen() -> None:
    queue = AppendQueue(capacity=1)
    queue.close()
    with pytest.raises(Unavailable):
        queue.take_pen()
