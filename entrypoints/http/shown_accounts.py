"""Accounts, tokens, preferences and activity as they are shown to their owner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.user.logins import NewToken
from domain.user.user import User
from entrypoints.http.answers import moment, moment_or_none
from projections.tokens import TokenRow
from projections.user_activity import ActivityRow


@dataclass(frozen=True, slots=True)
class ShownUser:
    id: int
    name: str
    email: str
    email_verified: bool
    status: str
    roles: Sequence[str]


@dataclass(frozen=True, slots=True)
class Welcome:
    """``token`` is shown this once."""

    user: ShownUser
    token: str
    expires_at: str | None


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """``token`` is shown this once."""

    id: int
    name: str
    token: str
    expires_at: str | None


@dataclass(frozen=True, slots=True)
class ShownToken:
    """The secret is not among it: only its holder knows it."""

    id: int
    name: str | None
    type: str
    expires_at: str | None
    last_used_on: str | None
    created_on: str
    current: bool


@dataclass(frozen=True, slots=True)
class ShownPreference:
    enabled: bool
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShownActivity:
    id: int
    activity: str
    description: str
    address: str | None
    at: str


def shown_user(user: User) -> ShownUser:
    return ShownUser(
        id=user.id,
        name=user.name,
        email=user.email,
        email_verified=user.email_verified,
        status=user.status.value,
        roles=[role.value for role in user.roles],
    )


def welcome(user: User, new: NewToken) -> Welcome:
    return Welcome(shown_user(user), new.token, moment_or_none(new.expires_at))


def issued_token(new: NewToken, name: str) -> IssuedToken:
    return IssuedToken(new.id, name, new.token, moment_or_none(new.expires_at))


def shown_token(row: TokenRow, *, current: bool) -> ShownToken:
    used = row.last_used_on
    return ShownToken(
        id=row.id,
        name=row.name,
        type=row.type.value,
        expires_at=moment_or_none(row.expires_at),
        last_used_on=used.isoformat() if used else None,
        created_on=row.created_at.isoformat(),
        current=current,
    )


def shown_preferences(user: User) -> dict[str, ShownPreference]:
    return {
        preference.value: ShownPreference(
            chosen.enabled, {slug: it.value for slug, it in chosen.options.items()}
        )
        for preference, chosen in user.preferences.items()
    }


def shown_activity(row: ActivityRow) -> ShownActivity:
    return ShownActivity(row.id, row.slug, row.description, row.address, moment(row.at))
