from datetime import timedelta
from typing import Any

import pytest

from domain.kernel import Invalid
from domain.reference import Role, SystemPreference, TokenType, UserStatus
from domain.user.errors import AccountSuspended, NoSuchToken, NotSuspended
from domain.user.evolve import evolve
from domain.user.user import User
from tests.support import a
from tests.support.scenario import Scenario

user = Scenario(evolve).given(a.user_registered())
suspended = user.given(a.user_suspended())

APPEARANCE, TWO_FACTOR = SystemPreference.APPEARANCE, SystemPreference.TWO_FACTOR


# --- the account


def test_who_registers_is_pending() -> None:
    registered = a.user_registered(user_id=8, email="bea@example.com", name="Bea")

    Scenario(evolve).when(
        User.register,
        8,
        name="Bea",
        email="bea@example.com",
        password_hash=registered.password_hash,
        at=a.NOON,
    ).then(registered)
    assert user.state.status is UserStatus.PENDING


def test_a_verified_address_makes_the_account_active() -> None:
    user.when(User.verify_email, at=a.NOON).then(a.user_email_verified())
    assert user.given(a.user_email_verified()).state.status is UserStatus.ACTIVE


def test_verifying_twice_changes_nothing() -> None:
    user.given(a.user_email_verified()).when(
        User.verify_email, at=a.NOON
    ).then_nothing()


def test_verifying_an_address_is_no_way_out_of_a_suspension() -> None:
    suspended.when(User.verify_email, at=a.NOON).then_refused(AccountSuspended)


def test_a_new_address_has_to_be_verified_again() -> None:
    user.given(a.user_email_verified(), a.user_email_changed()).when(
        User.verify_email, at=a.NOON
    ).then(a.user_email_verified(email=a.user_email_changed().email))


@pytest.mark.parametrize(
    ("decision", "value", "event"),
    [
        (User.rename, "Ana María", a.user_renamed()),
        (User.change_email, "maria@example.com", a.user_email_changed()),
    ],
)
def test_name_and_address_change_once(decision: Any, value: str, event: Any) -> None:
    user.when(decision, value, at=a.NOON).then(event)
    user.given(event).when(decision, value, at=a.NOON).then_nothing()


def test_a_new_password_ends_every_login_and_leaves_programs_alone() -> None:
    login = a.token_issued(token_id=5, token_type=TokenType.LOGIN)

    user.given(a.token_issued(), login).when(
        User.change_password, "$argon2id$b", at=a.NOON
    ).then(a.user_password_changed(), a.token_revoked(token_id=5))


def test_suspending_twice_changes_nothing() -> None:
    user.when(User.suspend, "for a reason", at=a.NOON).then(a.user_suspended())
    suspended.when(User.suspend, "another", at=a.NOON).then_nothing()


def test_a_reactivated_account_is_active() -> None:
    suspended.when(User.reactivate, at=a.NOON).then(a.user_reactivated())
    assert suspended.given(a.user_reactivated()).state.status is UserStatus.ACTIVE


def test_only_a_suspended_account_can_be_reactivated() -> None:
    user.when(User.reactivate, at=a.NOON).then_refused(NotSuspended)


def test_a_login_is_recorded_with_its_address() -> None:
    user.when(User.log_in, address="192.0.2.7", at=a.NOON).then(a.user_logged_in())


def test_nobody_logs_in_to_a_suspended_account() -> None:
    suspended.when(User.log_in, address=None, at=a.NOON).then_refused(AccountSuspended)


# --- roles


def test_a_role_is_granted_once() -> None:
    user.when(User.grant_role, Role.CUSTOMER, user_role_id=a.GRANT, at=a.NOON).then(
        a.role_granted()
    )
    user.given(a.role_granted()).when(
        User.grant_role, Role.CUSTOMER, user_role_id=62, at=a.NOON
    ).then_nothing()


def test_revoking_names_the_row_that_goes() -> None:
    user.given(a.role_granted(user_role_id=62)).when(
        User.revoke_role, Role.CUSTOMER, at=a.NOON
    ).then(a.role_revoked(user_role_id=62))


def test_a_role_that_is_not_held_cannot_be_lost() -> None:
    user.when(User.revoke_role, Role.ADMIN, at=a.NOON).then_nothing()


# --- preferences


def test_a_preference_is_switched_on_and_off_in_one_row() -> None:
    on = user.given(a.preference_enabled())

    on.when(User.enable, APPEARANCE, preference_id=72, at=a.NOON).then_nothing()
    on.when(User.disable, APPEARANCE, preference_id=72, at=a.NOON).then(
        a.preference_disabled()
    )
    on.given(a.preference_disabled()).when(
        User.enable, APPEARANCE, preference_id=72, at=a.NOON
    ).then(a.preference_enabled())


def test_a_preference_may_begin_disabled() -> None:
    off = a.preference_disabled(preference=TWO_FACTOR)

    user.when(User.disable, TWO_FACTOR, preference_id=a.PREFERENCE, at=a.NOON).then(off)
    user.given(off).when(
        User.disable, TWO_FACTOR, preference_id=72, at=a.NOON
    ).then_nothing()


def choose(options: dict[str, str], given: Scenario = user) -> Any:
    return given.when(
        User.choose,
        APPEARANCE,
        options,
        preference_id=a.PREFERENCE,
        option_ids={"theme": 81, "language": 82},
        at=a.NOON,
    )


def test_choosing_an_option_enables_its_preference() -> None:
    choose({"theme": "dark", "language": "es"}).then(
        a.preference_enabled(),
        a.preference_option_set(option_id=81),
        a.preference_option_set(option_id=82, slug="language", value="es"),
    )


def test_another_choice_keeps_the_rows() -> None:
    had = user.given(
        a.preference_enabled(user_preference_id=77),
        a.preference_option_set(user_preference_id=77, option_id=88),
    )

    choose({"theme": "dark"}, had).then_nothing()
    choose({"theme": "light"}, had).then(
        a.preference_option_set(user_preference_id=77, option_id=88, value="light")
    )


@pytest.mark.parametrize("options", [{"theme": "pink"}, {"colour": "dark"}])
def test_only_what_is_offered_can_be_chosen(options: dict[str, str]) -> None:
    choose(options).then_refused(Invalid)


def test_options_are_kept_while_their_preference_is_disabled() -> None:
    had = user.given(
        a.preference_enabled(), a.preference_option_set(), a.preference_disabled()
    )

    choose({"theme": "dark"}, had).then(a.preference_enabled())


def test_an_option_is_forgotten_once() -> None:
    had = user.given(a.preference_enabled(), a.preference_option_set())

    had.when(User.forget_option, APPEARANCE, "theme", at=a.NOON).then(
        a.preference_option_removed()
    )
    had.given(a.preference_option_removed()).when(
        User.forget_option, APPEARANCE, "theme", at=a.NOON
    ).then_nothing()


# --- tokens


def test_a_token_is_issued_by_its_digest() -> None:
    issued = a.token_issued()

    user.when(
        User.issue_token,
        issued.token_type,
        token_id=issued.token_id,
        digest=issued.digest,
        name=issued.name,
        abilities=issued.abilities,
        expires_at=None,
        at=a.NOON,
    ).then(issued)


def test_a_suspended_account_gets_no_tokens() -> None:
    suspended.when(
        User.issue_token,
        TokenType.LOGIN,
        token_id=5,
        digest="a" * 64,
        name="login",
        abilities=("*",),
        expires_at=None,
        at=a.NOON,
    ).then_refused(AccountSuspended)


@pytest.mark.parametrize(("hours", "recorded"), [(0, 0), (11, 0), (12, 1), (36, 1)])
def test_use_of_a_token_is_recorded_once_a_day(hours: int, recorded: int) -> None:
    used = user.given(a.token_issued(), a.token_used()).state
    at = a.NOON + timedelta(hours=hours)

    assert used.use_token(a.TOKEN, at=at) == (a.token_used(at=at),) * recorded


def test_the_first_use_of_a_token_is_recorded() -> None:
    user.given(a.token_issued()).when(User.use_token, a.TOKEN, at=a.NOON).then(
        a.token_used()
    )


def test_a_revoked_token_is_gone() -> None:
    issued = user.given(a.token_issued())
    revoked = issued.given(a.token_revoked())

    issued.when(User.revoke_token, a.TOKEN, at=a.NOON).then(a.token_revoked())
    revoked.when(User.use_token, a.TOKEN, at=a.NOON).then_refused(NoSuchToken)
    revoked.when(User.revoke_token, a.TOKEN, at=a.NOON).then_refused(NoSuchToken)


def test_an_account_of_nothing_cannot_go_on() -> None:
    with pytest.raises(AssertionError, match="cannot be the first event"):
        evolve(None, a.user_renamed())
