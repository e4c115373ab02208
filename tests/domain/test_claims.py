from datetime import timedelta

import pytest

from domain.claims import (
    Claimed,
    ClaimReleased,
    ClaimTaken,
    holder_after,
    release,
    take,
)
from domain.ports import Claim
from tests.support import a

EMAIL = Claim("email", "ana@example.com")


def test_what_is_free_can_be_taken() -> None:
    assert take(EMAIL, None, by=7, at=a.NOON) == (ClaimTaken(holder=7, at=a.NOON),)


def test_taking_what_one_holds_changes_nothing() -> None:
    assert take(EMAIL, 7, by=7, at=a.NOON) == ()


def test_what_another_holds_cannot_be_taken_and_the_key_stays_private() -> None:
    with pytest.raises(Claimed, match="This email is already taken") as caught:
        take(EMAIL, 8, by=7, at=a.NOON)
    assert EMAIL.key not in str(caught.value)


def test_only_its_holder_releases_a_claim() -> None:
    assert release(7, by=7, at=a.NOON) == (ClaimReleased(at=a.NOON),)
    assert release(8, by=7, at=a.NOON) == ()
    assert release(None, by=7, at=a.NOON) == ()


def test_the_history_of_a_claim_tells_its_holder() -> None:
    taken, later = ClaimTaken(holder=7, at=a.NOON), a.NOON + timedelta(days=1)

    assert holder_after(None, taken) == 7
    assert holder_after(7, ClaimReleased(at=later)) is None
