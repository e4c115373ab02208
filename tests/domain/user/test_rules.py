from datetime import timedelta

import pytest

from domain.kernel import Invalid
from domain.reference import SystemPreference
from domain.user.rules import (
    valid_email,
    valid_expiry,
    valid_name,
    valid_option,
    valid_password,
    valid_token_name,
)
from tests.support import a


def test_a_name_is_one_line() -> None:
    assert valid_name("  Ana \n María ") == "Ana María"
    assert valid_name("ñ" * 200) == "ñ" * 200


@pytest.mark.parametrize("name", ["", "  ", "n" * 201, "😀" * 101, "a\x00b", "\ud83d"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        valid_name(name)
    assert caught.value.errors == {"name": ["The name must have 1 to 200 characters."]}


def test_two_spellings_of_an_address_are_one() -> None:
    assert valid_email(" Ana@Example.COM ") == valid_email("ana@example.com")


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ana",
        "ana@",
        "@example.com",
        "ana@example",
        "a b@example.com",
        "Ana <ana@example.com>",
        "ana\x00@example.com",
        "\ud83d@example.com",
        f"{'a' * 50}@{'b' * 50}.example.com",
    ],
)
def test_what_is_no_address(email: str) -> None:
    with pytest.raises(Invalid) as caught:
        valid_email(email)
    assert list(caught.value.errors) == ["email"]


@pytest.mark.parametrize("password", ["ten chars!", " " * 10, "ñ" * 1024])
def test_a_password_is_taken_as_it_is(password: str) -> None:
    assert valid_password(password) == password


@pytest.mark.parametrize("password", ["nine char", "p" * 1025, "ten chars \ud83d"])
def test_what_is_no_password(password: str) -> None:
    with pytest.raises(Invalid, match="10 to 1024 characters"):
        valid_password(password)


def test_options_are_a_closed_list() -> None:
    valid_option(SystemPreference.TWO_FACTOR, "method", "totp")
    with pytest.raises(Invalid, match="has the options method, not 'theme'"):
        valid_option(SystemPreference.TWO_FACTOR, "theme", "dark")
    with pytest.raises(Invalid, match="one of system, light, dark, not 'pink'"):
        valid_option(SystemPreference.APPEARANCE, "theme", "pink")


def test_a_token_has_a_name_to_show() -> None:
    assert valid_token_name(" my program ") == "my program"
    for name in ("", "n" * 101, "bell\x07"):
        with pytest.raises(Invalid):
            valid_token_name(name)


def test_a_token_expires_in_the_future_or_never() -> None:
    assert valid_expiry(None, now=a.NOON) is None
    assert valid_expiry(a.LATER, now=a.NOON) == a.LATER
    for moment in (a.NOON, a.NOON - timedelta(days=1), a.LATER.replace(tzinfo=None)):
        with pytest.raises(Invalid):
            valid_expiry(moment, now=a.NOON)
