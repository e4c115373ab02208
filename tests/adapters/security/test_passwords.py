import pytest
from argon2 import PasswordHasher

from adapters.security.passwords import Argon2Passwords


@pytest.fixture
def passwords() -> Argon2Passwords:
    return Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def test_only_the_right_password_matches(passwords: Argon2Passwords) -> None:
    hashed = passwords.hash("correct horse")

    assert passwords.matches("correct horse", hashed)
    assert not passwords.matches("wrong horse", hashed)


def test_equal_passwords_have_different_hashes(passwords: Argon2Passwords) -> None:
    assert passwords.hash("same") != passwords.hash("same")


def test_nobody_has_no_password(passwords: Argon2Passwords) -> None:
    assert not passwords.matches("", None)


def test_what_is_no_hash_matches_nothing(passwords: Argon2Passwords) -> None:
    assert not passwords.matches("secret", "secret")


def test_the_usual_costs_are_argon2id() -> None:
    assert Argon2Passwords().hash("secret").startswith("$argon2id$")
