import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.event_store.aggregates import EventSourcedAggregates
from adapters.event_store.claims import ClaimStreams
from adapters.event_store.journal import Journal
from domain.claims import Claimed, ClaimTaken
from domain.kernel import Conflict, NotFound
from domain.ports import Claim
from tests.adapters.event_store.things import Thing, happened, things_in

Things = EventSourcedAggregates[Thing, ClaimTaken]
EMAIL = Claim("email", "ana@example.com")


@pytest.fixture
def things(journal: Journal) -> Things:
    return things_in(journal)


@pytest.fixture
def claims(journal: Journal) -> ClaimStreams:
    return ClaimStreams(journal)


def test_a_claim_belongs_to_who_took_it_first(
    things: Things, claims: ClaimStreams
) -> None:
    assert claims.holder(EMAIL) is None
    things.begin(7, [happened()], claims=[EMAIL])
    with pytest.raises(Claimed):
        things.begin(8, [happened()], claims=[EMAIL])

    assert claims.holder(EMAIL) == 7
    with pytest.raises(NotFound):
        things.get(8)


def test_the_log_does_not_tell_what_is_claimed(
    things: Things, journal: Journal
) -> None:
    receipt = things.begin(7, [happened()], claims=[EMAIL])
    claim = journal.page(after=1)[0]

    assert claim.position == receipt.position == 2
    assert claim.envelope.stream.startswith("email:")
    assert "ana" not in claim.envelope.stream


def test_what_was_released_can_be_taken_again(
    things: Things, claims: ClaimStreams
) -> None:
    things.begin(7, [happened()], claims=[EMAIL])
    things.change(7, lambda _: [happened()], releases=lambda _: [EMAIL])
    assert claims.holder(EMAIL) is None
    things.begin(8, [happened()], claims=[EMAIL])

    assert claims.holder(EMAIL) == 8


def test_taking_what_one_has_is_fine(things: Things, claims: ClaimStreams) -> None:
    things.begin(7, [happened()], claims=[EMAIL, EMAIL])
    things.change(7, lambda _: [happened()], claims=[EMAIL], releases=lambda _: [EMAIL])

    assert claims.holder(EMAIL) == 7


def test_only_the_holder_can_release(things: Things, claims: ClaimStreams) -> None:
    things.begin(7, [happened()], claims=[EMAIL])
    things.begin(8, [happened()])
    things.change(8, lambda _: [happened()], releases=lambda _: [EMAIL])

    assert claims.holder(EMAIL) == 7


def test_a_change_that_claims_in_vain_changes_nothing(things: Things) -> None:
    things.begin(7, [happened()], claims=[EMAIL])
    things.begin(8, [happened()])
    with pytest.raises(Conflict):
        things.change(8, lambda _: [happened()], claims=[EMAIL])

    assert things.get(8).count == 1


def test_deciding_nothing_claims_nothing(things: Things, claims: ClaimStreams) -> None:
    things.begin(7, [happened()])
    things.change(7, lambda _: [], claims=[EMAIL])

    assert claims.holder(EMAIL) is None


def test_of_many_who_want_it_one_gets_it(things: Things, claims: ClaimStreams) -> None:
    def wants(number: int) -> bool:
        try:
            things.begin(number, [happened()], claims=[EMAIL])
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(wants, range(1, 9)))

    assert sum(got) == 1
    assert claims.holder(EMAIL) == got.index(True) + 1


async def test_claims_are_safe_on_the_event_loop_too(
    things: Things, claims: ClaimStreams
) -> None:
    begun = [things.begin_soon(n, [happened()], claims=[EMAIL]) for n in range(1, 9)]
    outcomes = await asyncio.gather(*begun, return_exceptions=True)
    (receipt,) = [it for it in outcomes if not isinstance(it, BaseException)]

    assert claims.holder(EMAIL) == receipt.id
    things.change(receipt.id, lambda _: [happened()], releases=lambda _: [EMAIL])
    again = await things.begin_soon(9, [happened()], claims=[EMAIL])
    assert claims.holder(EMAIL) == again.id == 9
