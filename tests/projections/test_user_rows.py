"""What happens to people, in rows."""

from datetime import date

import pytest

from domain.reference import (
    PreferenceStatus,
    Role,
    SubscriptionStatus,
    SystemPreference,
    TokenType,
    UserStatus,
)
from tests.projections.rows import Case, Holds, check, status
from tests.projections.world import World
from tests.support import a

TODAY = date(2026, 1, 2)
TAKEN = a.subscription_taken()
PAID = a.subscription_taken(status=SubscriptionStatus.ACTIVE)


def user(entry: UserStatus) -> Holds:
    return status("status", entry)


CASES: list[Case] = [
    (
        (),
        "users",
        a.USER,
        {"name": "Ana", "email": "ana@example.com", "status": 1, "free_trial": False}
        | {"password": a.USUAL["password_hash"], "created_at": TODAY},
    ),
    ((a.user_email_verified(),), "users", a.USER, user(UserStatus.ACTIVE)),
    ((a.user_suspended(),), "users", a.USER, user(UserStatus.SUSPENDED)),
    ((a.user_suspended(), a.user_reactivated()), "users", a.USER, {"status": 2}),
    ((a.user_renamed(),), "users", a.USER, {"name": "Ana María"}),
    ((a.user_email_changed(),), "users", a.USER, {"email": "maria@example.com"}),
    ((a.user_password_changed(),), "users", a.USER, {"password": "$argon2id$b"}),
    ((TAKEN,), "users", a.USER, {"free_trial": True}),
    ((PAID,), "users", a.USER, {"free_trial": False}),
    ((TAKEN, a.subscription_renewed()), "users", a.USER, {"free_trial": False}),
    ((TAKEN, a.subscription_cancelled()), "users", a.USER, {"free_trial": False}),
    ((TAKEN, a.subscription_expired()), "users", a.USER, {"free_trial": False}),
    (
        (a.user_renamed(at=a.LATER),),
        "users",
        a.USER,
        {"updated_at": date(2026, 2, 1), "created_at": TODAY},
    ),
    (
        (a.role_granted(role=Role.ADMIN),),
        "user_roles",
        a.GRANT,
        {"slug": "admin", "role_id": 1, "user_id": a.USER},
    ),
    ((a.role_granted(), a.role_revoked()), "user_roles", a.GRANT, None),
    (
        (a.preference_enabled(preference=SystemPreference.TWO_FACTOR),),
        "user_preferences",
        a.PREFERENCE,
        {"user_id": a.USER, "system_preference_id": 2, "status": 1},
    ),
    (
        (a.preference_disabled(),),
        "user_preferences",
        a.PREFERENCE,
        status("status", PreferenceStatus.DISABLED),
    ),
    (
        (a.preference_enabled(), a.preference_disabled(at=a.LATER)),
        "user_preferences",
        a.PREFERENCE,
        {"status": 2, "created_at": TODAY, "updated_at": date(2026, 2, 1)},
    ),
    (
        (a.preference_enabled(), a.preference_option_set()),
        "user_preferences_options",
        a.OPTION,
        {"user_preferences_id": a.PREFERENCE, "slug": "theme", "value": "dark"},
    ),
    (
        (
            a.preference_enabled(),
            a.preference_option_set(),
            a.preference_option_set(value="light", at=a.LATER),
        ),
        "user_preferences_options",
        a.OPTION,
        {"value": "light", "created_at": TODAY},
    ),
    (
        (
            a.preference_enabled(),
            a.preference_option_set(),
            a.preference_option_removed(),
        ),
        "user_preferences_options",
        a.OPTION,
        None,
    ),
    (
        (a.token_issued(),),
        "tokens",
        a.TOKEN,
        {"value": "a" * 64, "user_id": a.USER, "abilities": ["*"]}
        | status("token_type", TokenType.PERSONAL_ACCESS),
    ),
    ((a.token_issued(), a.token_used()), "tokens", a.TOKEN, {"last_used_on": TODAY}),
    ((a.token_issued(), a.token_revoked()), "tokens", a.TOKEN, None),
    (
        (),
        "tokens",
        a.API_TOKEN,
        {"value": "c" * 64, "whatsapp_session_id": a.SESSION, "name": None}
        | status("token_type", TokenType.SESSION_API_KEY),
    ),
    ((a.api_key_regenerated(),), "tokens", a.API_TOKEN, None),
    ((a.api_key_regenerated(),), "tokens", 43, {"value": "d" * 64}),
    ((a.session_deleted(),), "tokens", a.API_TOKEN, None),
    (
        (a.user_logged_in(),),
        "user_activity",
        5,
        {"slug": "user.logged_in", "address": "192.0.2.7", "at": a.NOON},
    ),
    (
        (a.token_issued(),),
        "user_activity",
        5,
        {"description": "Issued the token 41: personal_access", "user_id": a.USER},
    ),
    ((a.user_suspended(),), "user_activity", 5, None),
]


@pytest.mark.parametrize("case", CASES)
def test_the_row_after_these_events(begun: World, case: Case) -> None:
    check(begun, case)
