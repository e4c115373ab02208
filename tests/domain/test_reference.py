"""The closed lists are final: slugs as the spec has them, ids for ever."""

from collections.abc import Sequence
from enum import StrEnum

import pytest

from domain import reference
from domain.reference import (
    BrowserStatus,
    JobStatus,
    Listed,
    MessageStatus,
    PlanStatus,
    PreferenceStatus,
    Role,
    SessionStatus,
    SubscriptionStatus,
    SystemPreference,
    TokenType,
    UserStatus,
)

SPEC: dict[type[Listed], str] = {
    UserStatus: "pending active suspended erased",
    Role: "admin support customer",
    SystemPreference: "appearance two-factor",
    PreferenceStatus: "enabled disabled",
    TokenType: "personal_access login email_verification password_reset "
    "session_api_key two_factor_recovery",
    PlanStatus: "draft active retired",
    SubscriptionStatus: "trialing active past_due cancelled expired",
    SessionStatus: "connecting connected disconnected need_scan logged_out expired",
    BrowserStatus: "starting ready unresponsive crashed closed",
    MessageStatus: "pending sent delivered read played failed received deleted",
    JobStatus: "scheduled queued running paused completed failed cancelled",
}
"""Each list's slugs, in the order of their ids."""


def lists() -> Sequence[type[Listed]]:
    return [
        it
        for it in vars(reference).values()
        if isinstance(it, type) and issubclass(it, Listed) and it is not Listed
    ]


def test_there_are_the_lists_of_the_spec_and_no_others() -> None:
    assert set(lists()) == set(SPEC)


@pytest.mark.parametrize("listed", lists())
def test_ids_count_from_one_without_gaps_in_the_order_of_the_spec(
    listed: type[Listed],
) -> None:
    rows = list(enumerate(SPEC[listed].split(), start=1))

    assert [(it.row_id, it.value) for it in listed] == rows


@pytest.mark.parametrize("listed", lists())
def test_every_row_fits_its_columns(listed: type[Listed]) -> None:
    assert all(1 <= len(it.value) <= 100 for it in listed)
    assert all(1 <= len(it.description) <= 500 for it in listed)


def test_a_slug_is_a_text_that_finds_its_row() -> None:
    by_slug: type[StrEnum] = UserStatus

    assert by_slug("active") is UserStatus.ACTIVE
    assert f"{UserStatus.ACTIVE}" == "active"
    assert UserStatus.ACTIVE.row_id == 2


def test_preferences_have_names_to_show() -> None:
    assert [it.label for it in SystemPreference] == ["Appearance", "Two factor"]


def test_a_browser_is_wanted_while_a_session_is_open() -> None:
    assert {it for it in SessionStatus if it.wants_browser} == {
        SessionStatus.CONNECTING,
        SessionStatus.NEED_SCAN,
        SessionStatus.CONNECTED,
    }


def test_a_subscription_is_alive_until_it_is_ended() -> None:
    assert {it for it in SubscriptionStatus if not it.is_alive} == {
        SubscriptionStatus.CANCELLED,
        SubscriptionStatus.EXPIRED,
    }
