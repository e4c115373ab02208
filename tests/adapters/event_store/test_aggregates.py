import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.event_store.aggregates import EventSourcedAggregates
from adapters.event_store.envelope import originating
from adapters.event_store.journal import Journal
from domain.claims import ClaimTaken
from domain.kernel import Conflict, NotFound
from domain.ports import Receipt
from tests.adapters.event_store.things import Thing, happened, things_in

Things = EventSourcedAggregates[Thing, ClaimTaken]


@pytest.fixture
def things(journal: Journal) -> Things:
    return things_in(journal)


def test_what_happened_makes_the_state(things: Things) -> None:
    begun = things.begin(7, [happened(by=1), happened(by=2)])
    changed = things.change(7, lambda _: [happened(by=3)])

    assert things.get(7) == Thing(count=3, last=3)
    assert [begun, changed] == [Receipt(7, 2), Receipt(7, 3)]


def test_what_never_began_is_not_found(things: Things) -> None:
    with pytest.raises(NotFound):
        things.get(7)
    with pytest.raises(NotFound):
        things.change(7, lambda _: [happened()])


def test_nothing_begins_twice(things: Things) -> None:
    things.begin(7, [happened()])
    with pytest.raises(Conflict):
        things.begin(7, [happened()])


def test_deciding_nothing_writes_nothing(things: Things, journal: Journal) -> None:
    things.begin(7, [happened()])

    assert things.change(7, lambda _: []) == Receipt(7, None)
    assert journal.end == 1


def test_the_past_can_be_looked_at(things: Things) -> None:
    things.begin(7, [happened(by=1)])
    things.begin(8, [happened()])
    things.change(7, lambda _: [happened(by=3)])

    assert [things.get_as_of(7, at).count for at in (1, 2, 3)] == [1, 1, 2]
    with pytest.raises(NotFound):
        things.get_as_of(8, 1)


def test_another_process_is_noticed(things: Things, journal: Journal) -> None:
    """The state is remembered, but newer events are always looked for."""
    things.begin(7, [happened()])
    assert things.get(7).count == 1
    things_in(journal).change(7, lambda _: [happened()])

    assert things.get(7).count == 2


def test_a_writer_who_loses_the_race_decides_again(
    things: Things, journal: Journal
) -> None:
    things.begin(7, [happened()])
    seen: list[int] = []

    def decide(thing: Thing) -> Sequence[ClaimTaken]:
        if not seen:
            things_in(journal).change(7, lambda _: [happened()])
        seen.append(thing.count)
        return [happened()]

    things.change(7, decide)

    assert seen == [1, 2]
    assert things.get(7).count == 3


def test_who_always_loses_is_told_so(things: Things, journal: Journal) -> None:
    things.begin(7, [happened()])

    def overtaken(_: Thing) -> Sequence[ClaimTaken]:
        things_in(journal).change(7, lambda _: [happened()])
        return [happened()]

    with pytest.raises(Conflict):
        things.change(7, overtaken)


def test_many_threads_change_one_thing(things: Things) -> None:
    def decide(_: Thing) -> Sequence[ClaimTaken]:
        return [happened()]

    things.begin(7, [happened()])
    with ThreadPoolExecutor(8) as pool:
        receipts = pool.map(lambda _: things.change(7, decide), range(80))
        assert len({receipt.position for receipt in receipts}) == 80

    assert things.get(7).count == 81


async def test_beginning_can_be_awaited(things: Things) -> None:
    begun = [things.begin_soon(number, [happened()]) for number in range(1, 21)]
    receipts = await asyncio.gather(*begun)

    assert {receipt.position for receipt in receipts} == set(range(1, 21))
    with pytest.raises(Conflict):
        await things.begin_soon(7, [happened()])


def test_events_tell_where_they_come_from(things: Things, journal: Journal) -> None:
    with originating(actor="user:7"), originating(correlation_id="r-1") as origin:
        things.begin(7, [happened()])
    things.begin(8, [happened()])
    first, second = (it.envelope for it in journal.page(after=0))

    assert (first.actor, first.correlation_id) == ("user:7", "r-1")
    assert (origin.actor, second.actor, second.correlation_id) == ("user:7", None, None)
    assert (first.stream, first.version) == ("thing:7", 1)
    assert first.id != second.id
