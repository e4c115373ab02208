import pytest

from domain.kernel import Invalid, NotFound
from domain.ports import Receipt
from domain.reference import Role, SystemPreference, UserStatus
from domain.user.commands import (
    ChangePassword,
    ChangeProfile,
    ChoosePreference,
    DisablePreference,
    GrantRole,
    ReactivateUser,
    RevokeRole,
    SuspendUser,
    VerifyEmail,
    email_claim,
)
from domain.user.errors import EmailTaken
from tests.domain.user.conftest import EMAIL, PASSWORD, Accounts
from tests.support import a


def test_who_registers_is_a_customer_with_every_preference_at_its_default(
    accounts: Accounts,
) -> None:
    assert accounts.users.streams[1] == [
        a.user_registered(user_id=1, password_hash=f"hash of {PASSWORD}"),
        a.role_granted(user_id=1, user_role_id=1),
        a.preference_enabled(user_id=1, user_preference_id=1),
        a.preference_option_set(
            user_id=1, user_preference_id=1, option_id=1, value="system"
        ),
        a.preference_option_set(
            user_id=1, user_preference_id=1, option_id=2, slug="language", value="en"
        ),
        a.preference_disabled(
            user_id=1, user_preference_id=2, preference=SystemPreference.TWO_FACTOR
        ),
    ]
    assert accounts.claims.holder(email_claim(EMAIL)) == 1


def test_an_operator_answers_for_the_address(accounts: Accounts) -> None:
    receipt = accounts.register(
        name="Bea", email="bea@example.com", password=PASSWORD, verified=True
    )

    assert receipt == Receipt(id=2, position=13)
    assert accounts.users.get(2).status is UserStatus.ACTIVE


def test_an_address_registers_once_however_it_is_spelt(accounts: Accounts) -> None:
    with pytest.raises(EmailTaken):
        accounts.register(name="Eve", email="ANA@Example.com ", password=PASSWORD)
    assert list(accounts.users.streams) == [1]


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "ana"}, {"password": "short"}]
)
def test_nothing_is_recorded_of_invalid_input(
    accounts: Accounts, wrong: dict[str, str]
) -> None:
    valid = {"name": "Bea", "email": "bea@example.com", "password": PASSWORD}
    with pytest.raises(Invalid):
        accounts.register(**valid | wrong)  # type: ignore[arg-type]
    assert list(accounts.users.streams) == [1]


def test_a_verified_address_makes_active(accounts: Accounts) -> None:
    VerifyEmail(accounts.users, accounts.clock)(1)

    assert accounts.last() == [a.user_email_verified(user_id=1)]


def test_a_new_address_frees_the_old_one(accounts: Accounts) -> None:
    change = ChangeProfile(accounts.users, accounts.clock)
    change(1, name="Ana María", email="Maria@example.com")

    assert accounts.last(2) == [
        a.user_renamed(user_id=1),
        a.user_email_changed(user_id=1),
    ]
    assert accounts.claims.holder(email_claim("maria@example.com")) == 1
    assert accounts.claims.holder(email_claim(EMAIL)) is None


def test_an_unchanged_profile_keeps_its_address(accounts: Accounts) -> None:
    change = ChangeProfile(accounts.users, accounts.clock)

    assert change(1, email=EMAIL) == change(1) == Receipt(id=1, position=None)
    assert accounts.claims.holder(email_claim(EMAIL)) == 1


def test_nobody_moves_to_an_address_of_another(accounts: Accounts) -> None:
    accounts.register(name="Bea", email="bea@example.com", password=PASSWORD)

    with pytest.raises(EmailTaken):
        ChangeProfile(accounts.users, accounts.clock)(2, email=EMAIL)
    assert accounts.claims.holder(email_claim("bea@example.com")) == 2


def test_a_password_is_kept_as_its_hash(accounts: Accounts) -> None:
    change = ChangePassword(accounts.users, accounts.passwords, accounts.clock)
    change(1, "another password")

    assert accounts.last() == [
        a.user_password_changed(user_id=1, password_hash="hash of another password")
    ]
    with pytest.raises(Invalid):
        change(1, "short")


def test_an_account_is_suspended_and_reactivated(accounts: Accounts) -> None:
    SuspendUser(accounts.users, accounts.clock)(1, reason="for a reason")
    ReactivateUser(accounts.users, accounts.clock)(1)

    assert accounts.last(2) == [
        a.user_suspended(user_id=1),
        a.user_reactivated(user_id=1),
    ]


def test_roles_have_rows_of_their_own(accounts: Accounts) -> None:
    GrantRole(accounts.users, accounts.clock, accounts.ids)(1, Role.ADMIN)
    RevokeRole(accounts.users, accounts.clock)(1, Role.ADMIN)

    admin = {"user_id": 1, "user_role_id": 2, "role": Role.ADMIN}
    assert accounts.last(2) == [a.role_granted(**admin), a.role_revoked(**admin)]


def test_preferences_are_chosen_and_set_aside(accounts: Accounts) -> None:
    numbers = {"user_id": 1, "user_preference_id": 1}
    choose = ChoosePreference(accounts.users, accounts.clock, accounts.ids)
    disable = DisablePreference(accounts.users, accounts.clock, accounts.ids)

    choose(1, SystemPreference.APPEARANCE, {"theme": "dark"})
    disable(1, SystemPreference.APPEARANCE)

    assert accounts.last(2) == [
        a.preference_option_set(**numbers, option_id=1),
        a.preference_disabled(**numbers),
    ]


def test_there_is_no_account_of_an_unknown_number(accounts: Accounts) -> None:
    with pytest.raises(NotFound):
        VerifyEmail(accounts.users, accounts.clock)(99)
