"""What people do with accounts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from domain.kernel import Conflict
from domain.ports import Aggregates, Claim, Clock, Ids, Passwords, Receipt
from domain.reference import Role, SystemPreference
from domain.user.errors import EmailTaken
from domain.user.events import UserEvent
from domain.user.evolve import evolve
from domain.user.rules import OPTIONS, valid_email, valid_name, valid_password
from domain.user.user import User

Users: TypeAlias = Aggregates[User, UserEvent]


def email_claim(email: str) -> Claim:
    return Claim("email", email)


@dataclass(frozen=True, slots=True)
class RegisterUser:
    """A new account: a customer's, with every preference at its default."""

    users: Users
    passwords: Passwords
    clock: Clock
    ids: Ids

    def __call__(
        self, *, name: str, email: str, password: str, verified: bool = False
    ) -> Receipt:
        """``verified`` is for an operator, who answers for the address."""
        name, email = valid_name(name), valid_email(email)
        hashed = self.passwords.hash(valid_password(password))
        user_id, at = self.ids.next("users"), self.clock.now()
        events = User.register(
            user_id, name=name, email=email, password_hash=hashed, at=at
        )
        decisions: list[Callable[[User], tuple[UserEvent, ...]]] = [
            lambda user: user.grant_role(
                Role.CUSTOMER, user_role_id=self.ids.next("user_roles"), at=at
            ),
            lambda user: user.choose(
                SystemPreference.APPEARANCE,
                {slug: choices[0] for slug, choices in APPEARANCE.items()},
                preference_id=self.ids.next("user_preferences"),
                option_ids=_option_ids(self.ids, APPEARANCE),
                at=at,
            ),
            lambda user: user.disable(
                SystemPreference.TWO_FACTOR,
                preference_id=self.ids.next("user_preferences"),
                at=at,
            ),
            lambda user: user.verify_email(at=at) if verified else (),
        ]
        for decide in decisions:
            events += decide(_folded(events))
        try:
            return self.users.begin(user_id, events, claims=[email_claim(email)])
        except Conflict as error:
            raise EmailTaken("The email has already been taken.") from error


APPEARANCE = OPTIONS[SystemPreference.APPEARANCE]


def _folded(events: tuple[UserEvent, ...]) -> User:
    user: User | None = None
    for event in events:
        user = evolve(user, event)
    assert user is not None, "an account begins with being registered"
    return user


def _option_ids(ids: Ids, slugs: Mapping[str, object]) -> dict[str, int]:
    return {slug: ids.next("user_preferences_options") for slug in slugs}


@dataclass(frozen=True, slots=True)
class VerifyEmail:
    users: Users
    clock: Clock

    def __call__(self, user_id: int) -> Receipt:
        at = self.clock.now()
        return self.users.change(user_id, lambda user: user.verify_email(at=at))


@dataclass(frozen=True, slots=True)
class ChangeProfile:
    """Name and e-mail address; None leaves it as it is."""

    users: Users
    clock: Clock

    def __call__(
        self, user_id: int, *, name: str | None = None, email: str | None = None
    ) -> Receipt:
        at = self.clock.now()
        new_name = None if name is None else valid_name(name)
        new_email = None if email is None else valid_email(email)
        try:
            return self.users.change(
                user_id,
                lambda user: (
                    user.rename(new_name or user.name, at=at)
                    + user.change_email(new_email or user.email, at=at)
                ),
                claims=[email_claim(new_email)] if new_email else (),
                releases=lambda user: [email_claim(user.email)] if new_email else (),
            )
        except Conflict as error:
            raise EmailTaken("The email has already been taken.") from error


@dataclass(frozen=True, slots=True)
class ChangePassword:
    users: Users
    passwords: Passwords
    clock: Clock

    def __call__(self, user_id: int, password: str) -> Receipt:
        hashed, at = self.passwords.hash(valid_password(password)), self.clock.now()
        return self.users.change(
            user_id, lambda user: user.change_password(hashed, at=at)
        )


@dataclass(frozen=True, slots=True)
class SuspendUser:
    users: Users
    clock: Clock

    def __call__(self, user_id: int, *, reason: str) -> Receipt:
        at = self.clock.now()
        return self.users.change(user_id, lambda user: user.suspend(reason, at=at))


@dataclass(frozen=True, slots=True)
class ReactivateUser:
    users: Users
    clock: Clock

    def __call__(self, user_id: int) -> Receipt:
        at = self.clock.now()
        return self.users.change(user_id, lambda user: user.reactivate(at=at))


@dataclass(frozen=True, slots=True)
class EraseUser:
    """The account's own part of being forgotten: it ends, and its address is free."""

    users: Users
    clock: Clock

    def __call__(self, user_id: int) -> Receipt:
        at = self.clock.now()
        return self.users.change(
            user_id,
            lambda user: user.erase(at=at),
            releases=lambda user: [email_claim(user.email)],
        )


@dataclass(frozen=True, slots=True)
class GrantRole:
    users: Users
    clock: Clock
    ids: Ids

    def __call__(self, user_id: int, role: Role) -> Receipt:
        grant, at = self.ids.next("user_roles"), self.clock.now()
        return self.users.change(
            user_id, lambda user: user.grant_role(role, user_role_id=grant, at=at)
        )


@dataclass(frozen=True, slots=True)
class RevokeRole:
    users: Users
    clock: Clock

    def __call__(self, user_id: int, role: Role) -> Receipt:
        at = self.clock.now()
        return self.users.change(user_id, lambda user: user.revoke_role(role, at=at))


@dataclass(frozen=True, slots=True)
class ChoosePreference:
    """Set options of a preference, which enables it."""

    users: Users
    clock: Clock
    ids: Ids

    def __call__(
        self, user_id: int, preference: SystemPreference, options: Mapping[str, str]
    ) -> Receipt:
        preference_id, at = self.ids.next("user_preferences"), self.clock.now()
        option_ids = _option_ids(self.ids, options)
        return self.users.change(
            user_id,
            lambda user: user.choose(
                preference,
                options,
                preference_id=preference_id,
                option_ids=option_ids,
                at=at,
            ),
        )


@dataclass(frozen=True, slots=True)
class DisablePreference:
    users: Users
    clock: Clock
    ids: Ids

    def __call__(self, user_id: int, preference: SystemPreference) -> Receipt:
        preference_id, at = self.ids.next("user_preferences"), self.clock.now()
        return self.users.change(
            user_id,
            lambda user: user.disable(preference, preference_id=preference_id, at=at),
        )
