"""How each event changes an account. Never refuses: events are facts."""

from collections.abc import Mapping
from typing import Any, assert_never

from domain.privacy import ERASED
from domain.reference import SystemPreference, UserStatus
from domain.user.events import (
    PreferenceDisabled,
    PreferenceEnabled,
    PreferenceOptionRemoved,
    PreferenceOptionSet,
    RoleGranted,
    RoleRevoked,
    TokenIssued,
    TokenRevoked,
    TokenUsed,
    UserEmailChanged,
    UserEmailVerified,
    UserErased,
    UserEvent,
    UserLoggedIn,
    UserPasswordChanged,
    UserReactivated,
    UserRegistered,
    UserRenamed,
    UserSuspended,
)
from domain.user.user import Option, Preference, Token, User


def evolve(state: User | None, event: UserEvent) -> User:
    if isinstance(event, UserRegistered):
        return User(
            id=event.user_id,
            name=event.name,
            email=event.email,
            password_hash=event.password_hash,
        )
    assert state is not None, f"{event.TYPE} cannot be the first event"
    return state.model_copy(update=_changes(state, event))


def _changes(state: User, event: UserEvent) -> dict[str, Any]:
    match event:
        case UserRegistered() | UserLoggedIn():
            return {}
        case UserEmailVerified():
            return {"email_verified": True, "status": UserStatus.ACTIVE}
        case UserRenamed():
            return {"name": event.name}
        case UserEmailChanged():
            return {"email": event.email, "email_verified": False}
        case UserPasswordChanged():
            return {"password_hash": event.password_hash}
        case UserSuspended():
            return {"status": UserStatus.SUSPENDED}
        case UserReactivated():
            return {"status": UserStatus.ACTIVE}
        case UserErased():
            return {
                "name": ERASED,
                "email": ERASED,
                "password_hash": ERASED,
                "status": UserStatus.ERASED,
            }
        case RoleGranted():
            return {"roles": {**state.roles, event.role: event.user_role_id}}
        case RoleRevoked():
            return {"roles": _without(state.roles, event.role)}
        case PreferenceEnabled() | PreferenceDisabled():
            return {"preferences": _switched(state, event)}
        case PreferenceOptionSet() | PreferenceOptionRemoved():
            return {"preferences": _chosen(state, event)}
        case TokenIssued() | TokenUsed() | TokenRevoked():
            return {"tokens": _tokens(state, event)}
        case _:
            assert_never(event)


def _without(mapping: Mapping[Any, Any], key: object) -> dict[Any, Any]:
    return {held: value for held, value in mapping.items() if held != key}


def _switched(
    state: User, event: PreferenceEnabled | PreferenceDisabled
) -> dict[SystemPreference, Preference]:
    had = state.preferences.get(event.preference)
    now = Preference(
        id=event.user_preference_id,
        enabled=isinstance(event, PreferenceEnabled),
        options=had.options if had else {},
    )
    return {**state.preferences, event.preference: now}


def _chosen(
    state: User, event: PreferenceOptionSet | PreferenceOptionRemoved
) -> dict[SystemPreference, Preference]:
    name, had = next(
        (name, it)
        for name, it in state.preferences.items()
        if it.id == event.user_preference_id
    )
    options = _without(had.options, event.slug)
    if isinstance(event, PreferenceOptionSet):
        options[event.slug] = Option(id=event.option_id, value=event.value)
    return {**state.preferences, name: had.model_copy(update={"options": options})}


def _tokens(
    state: User, event: TokenIssued | TokenUsed | TokenRevoked
) -> dict[int, Token]:
    others = _without(state.tokens, event.token_id)
    match event:
        case TokenIssued():
            token = Token(
                id=event.token_id, type=event.token_type, expires_at=event.expires_at
            )
            return {**others, token.id: token}
        case TokenUsed():
            used = state.tokens[event.token_id].model_copy(update={"used_at": event.at})
            return {**others, used.id: used}
        case TokenRevoked():
            return others
        case _:
            assert_never(event)
