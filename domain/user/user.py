"""State and decisions of one account.

A decision looks at the state and returns the events it causes, or refuses.
"""

from collections.abc import Mapping
from datetime import datetime

from domain.kernel import Value
from domain.reference import Role, SystemPreference, TokenType, UserStatus
from domain.user.errors import AccountSuspended, NoSuchToken, NotSuspended
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
from domain.user.rules import valid_option

Events = tuple[UserEvent, ...]


class Option(Value):
    id: int
    value: str


class Preference(Value):
    id: int
    enabled: bool
    options: Mapping[str, Option] = {}


class Token(Value):
    id: int
    type: TokenType
    expires_at: datetime | None
    used_at: datetime | None = None


class User(Value):
    id: int
    name: str
    email: str
    email_verified: bool = False
    password_hash: str
    status: UserStatus = UserStatus.PENDING
    roles: Mapping[Role, int] = {}
    preferences: Mapping[SystemPreference, Preference] = {}
    tokens: Mapping[int, Token] = {}

    @staticmethod
    def register(
        user_id: int, *, name: str, email: str, password_hash: str, at: datetime
    ) -> Events:
        return (
            UserRegistered(
                user_id=user_id,
                name=name,
                email=email,
                password_hash=password_hash,
                at=at,
            ),
        )

    def verify_email(self, *, at: datetime) -> Events:
        self.must_not_be_suspended()
        if self.email_verified:
            return ()
        return (UserEmailVerified(user_id=self.id, email=self.email, at=at),)

    def rename(self, name: str, *, at: datetime) -> Events:
        if name == self.name:
            return ()
        return (UserRenamed(user_id=self.id, name=name, at=at),)

    def change_email(self, email: str, *, at: datetime) -> Events:
        if email == self.email:
            return ()
        return (UserEmailChanged(user_id=self.id, email=email, at=at),)

    def change_password(self, password_hash: str, *, at: datetime) -> Events:
        """Whoever knew the old password is put out: every login token goes."""
        return (
            UserPasswordChanged(user_id=self.id, password_hash=password_hash, at=at),
            *(
                TokenRevoked(user_id=self.id, token_id=token.id, at=at)
                for token in self.tokens.values()
                if token.type is TokenType.LOGIN
            ),
        )

    def suspend(self, reason: str, *, at: datetime) -> Events:
        if self.status is UserStatus.SUSPENDED:
            return ()
        return (UserSuspended(user_id=self.id, reason=reason, at=at),)

    def reactivate(self, *, at: datetime) -> Events:
        """Active from here on, verified or not: an administrator answers for it."""
        if self.status is not UserStatus.SUSPENDED:
            raise NotSuspended(f"User {self.id} is {self.status}.")
        return (UserReactivated(user_id=self.id, at=at),)

    def erase(self, *, at: datetime) -> Events:
        """For good. Every token goes, so that nobody comes in as this person."""
        if self.status is UserStatus.ERASED:
            return ()
        return (
            *(
                TokenRevoked(user_id=self.id, token_id=token_id, at=at)
                for token_id in self.tokens
            ),
            UserErased(user_id=self.id, at=at),
        )

    def log_in(self, *, address: str | None, at: datetime) -> Events:
        self.must_not_be_suspended()
        return (UserLoggedIn(user_id=self.id, address=address, at=at),)

    def grant_role(self, role: Role, *, user_role_id: int, at: datetime) -> Events:
        if role in self.roles:
            return ()
        return (
            RoleGranted(user_id=self.id, user_role_id=user_role_id, role=role, at=at),
        )

    def revoke_role(self, role: Role, *, at: datetime) -> Events:
        if role not in self.roles:
            return ()
        held = self.roles[role]
        return (RoleRevoked(user_id=self.id, user_role_id=held, role=role, at=at),)

    def enable(
        self, preference: SystemPreference, *, preference_id: int, at: datetime
    ) -> Events:
        had = self.preferences.get(preference)
        if had and had.enabled:
            return ()
        return (
            PreferenceEnabled(
                user_id=self.id,
                user_preference_id=had.id if had else preference_id,
                preference=preference,
                at=at,
            ),
        )

    def disable(
        self, preference: SystemPreference, *, preference_id: int, at: datetime
    ) -> Events:
        had = self.preferences.get(preference)
        if had and not had.enabled:
            return ()
        return (
            PreferenceDisabled(
                user_id=self.id,
                user_preference_id=had.id if had else preference_id,
                preference=preference,
                at=at,
            ),
        )

    def choose(
        self,
        preference: SystemPreference,
        options: Mapping[str, str],
        *,
        preference_id: int,
        option_ids: Mapping[str, int],
        at: datetime,
    ) -> Events:
        """Set options; the preference is enabled with the first of them."""
        for slug, value in options.items():
            valid_option(preference, slug, value)
        enabled = self.enable(preference, preference_id=preference_id, at=at)
        had = self.preferences.get(preference)
        present = had.options if had else {}
        return (
            *enabled,
            *(
                PreferenceOptionSet(
                    user_id=self.id,
                    user_preference_id=had.id if had else preference_id,
                    option_id=present[slug].id if slug in present else option_ids[slug],
                    slug=slug,
                    value=value,
                    at=at,
                )
                for slug, value in options.items()
                if slug not in present or present[slug].value != value
            ),
        )

    def forget_option(
        self, preference: SystemPreference, slug: str, *, at: datetime
    ) -> Events:
        had = self.preferences.get(preference)
        if had is None or slug not in had.options:
            return ()
        return (
            PreferenceOptionRemoved(
                user_id=self.id,
                user_preference_id=had.id,
                option_id=had.options[slug].id,
                slug=slug,
                at=at,
            ),
        )

    def issue_token(
        self,
        token_type: TokenType,
        *,
        token_id: int,
        digest: str,
        name: str,
        abilities: tuple[str, ...],
        expires_at: datetime | None,
        at: datetime,
    ) -> Events:
        self.must_not_be_suspended()
        return (
            TokenIssued(
                user_id=self.id,
                token_id=token_id,
                token_type=token_type,
                digest=digest,
                name=name,
                abilities=abilities,
                expires_at=expires_at,
                at=at,
            ),
        )

    def use_token(self, token_id: int, *, at: datetime) -> Events:
        """Recorded to the day, or a busy program would fill the log by itself."""
        token = self._token(token_id)
        if token.used_at and token.used_at.date() == at.date():
            return ()
        return (TokenUsed(user_id=self.id, token_id=token_id, at=at),)

    def revoke_token(self, token_id: int, *, at: datetime) -> Events:
        self._token(token_id)
        return (TokenRevoked(user_id=self.id, token_id=token_id, at=at),)

    def must_not_be_suspended(self) -> None:
        if self.status in {UserStatus.SUSPENDED, UserStatus.ERASED}:
            raise AccountSuspended("This account is suspended.")

    def _token(self, token_id: int) -> Token:
        if token_id not in self.tokens:
            raise NoSuchToken(f"There is no token {token_id}.")
        return self.tokens[token_id]
