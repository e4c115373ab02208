import asyncio
from concurrent.futures import ThreadPoolExecutor

from adapters.event_store.journal import Journal
from adapters.event_store.new_events import NewEvents
from tests.adapters.event_store.things import enclosed


def test_an_append_tells_how_far_the_log_has_come(journal: Journal) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(journal.new_events.wait, after=0, timeout=10)
        position = journal.append(enclosed("thing:1", 2))

        assert waiting.result()
    assert journal.new_events.position == position == 2


def test_nothing_new_is_said_when_the_time_is_over() -> None:
    assert not NewEvents().wait(after=0, timeout=0.01)


def test_what_is_known_already_needs_no_waiting() -> None:
    new_events = NewEvents()
    new_events.tell(5)
    new_events.tell(3)

    assert new_events.wait(after=4, timeout=0)


async def test_an_event_loop_is_woken_by_another_thread() -> None:
    new_events = NewEvents()
    early = asyncio.create_task(new_events.wait_soon(after=1, timeout=10))
    late = asyncio.create_task(new_events.wait_soon(after=2, timeout=0.05))
    await asyncio.sleep(0)
    await asyncio.to_thread(new_events.tell, 2)

    assert await early
    assert not await late
    assert await new_events.wait_soon(after=0, timeout=0)
