from datetime import timedelta

import pytest

from domain.kernel import Invalid
from domain.reference import TokenType
from domain.user.commands import ChangePassword, SuspendUser
from domain.user.errors import AccountSuspended, NoSuchToken, WrongCredentials
from domain.user.logins import LOGIN_LASTS, RevokeToken, UseToken
from tests.domain.user.conftest import EMAIL, PASSWORD, Accounts
from tests.support import a


def test_a_token_is_shown_once_and_kept_as_its_digest(accounts: Accounts) -> None:
    token = accounts.issue_token(1, name="my program")
    number, secret = token.token.split("|")

    assert (token.id, int(number), len(secret)) == (1, 1, 48)
    assert accounts.last() == [
        a.token_issued(user_id=1, token_id=1, digest=accounts.secrets.digest(secret))
    ]


def test_a_token_has_a_name_and_a_future(accounts: Accounts) -> None:
    with pytest.raises(Invalid):
        accounts.issue_token(1, name="")
    with pytest.raises(Invalid):
        accounts.issue_token(1, name="mine", expires_at=a.NOON)


def test_a_login_is_recorded_and_lasts_thirty_days(accounts: Accounts) -> None:
    token = accounts.log_in(email=" ANA@example.com", password=PASSWORD, address="::1")

    login, issued = accounts.last(2)
    assert login == a.user_logged_in(user_id=1, address="::1")
    assert issued == a.token_issued(
        user_id=1,
        token_id=1,
        token_type=TokenType.LOGIN,
        digest=accounts.secrets.digest(token.token.split("|")[1]),
        name="login",
        expires_at=a.NOON + LOGIN_LASTS,
    )
    assert token.expires_at == a.NOON + timedelta(days=30)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "another password"),
        ("bea@example.com", PASSWORD),
        ("no address", PASSWORD),
        ("\ud83d@example.com", PASSWORD),
    ],
)
def test_wrong_credentials_are_refused_in_the_same_words_after_the_same_work(
    accounts: Accounts, email: str, password: str
) -> None:
    with pytest.raises(WrongCredentials, match="do not match our records"):
        accounts.log_in(email=email, password=password)
    assert accounts.passwords.checked == 1


def test_who_is_suspended_hears_it_only_with_the_right_password(
    accounts: Accounts,
) -> None:
    SuspendUser(accounts.users, accounts.clock)(1, reason="spam")

    with pytest.raises(WrongCredentials):
        accounts.log_in(email=EMAIL, password="another password")
    with pytest.raises(AccountSuspended):
        accounts.log_in(email=EMAIL, password=PASSWORD)


def test_a_new_password_ends_the_logins_of_the_old_one(accounts: Accounts) -> None:
    login = accounts.log_in(email=EMAIL, password=PASSWORD)
    ChangePassword(accounts.users, accounts.passwords, accounts.clock)(1, "a" * 10)

    with pytest.raises(NoSuchToken):
        UseToken(accounts.users, accounts.clock)(1, login.id)


def test_use_of_a_token_costs_one_event_a_day(accounts: Accounts) -> None:
    use = UseToken(accounts.users, accounts.clock)
    token = accounts.issue_token(1, name="mine")

    assert use(1, token.id).position is not None
    assert use(1, token.id).position is None
    accounts.clock.move(timedelta(days=1))
    assert use(1, token.id).position is not None


def test_a_token_is_revoked_for_good(accounts: Accounts) -> None:
    revoke = RevokeToken(accounts.users, accounts.clock)
    token = accounts.issue_token(1, name="mine")
    revoke(1, token.id)

    assert accounts.last() == [a.token_revoked(user_id=1, token_id=token.id)]
    with pytest.raises(NoSuchToken):
        revoke(1, token.id)
