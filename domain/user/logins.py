"""How people and programs show who they are: passwords and tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.kernel import Invalid
from domain.ports import Claims, Clock, Ids, Passwords, Receipt, Secrets
from domain.reference import TokenType
from domain.user.commands import Users, email_claim
from domain.user.errors import WrongCredentials
from domain.user.rules import valid_email, valid_expiry, valid_token_name

LOGIN_LASTS: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class NewToken:
    """``token`` is shown this once: ``<id>|<48 letters and digits>``."""

    id: int
    user_id: int
    token: str
    expires_at: datetime | None
    position: int | None


@dataclass(frozen=True, slots=True)
class IssueToken:
    users: Users
    secrets: Secrets
    clock: Clock
    ids: Ids

    def __call__(
        self,
        user_id: int,
        *,
        name: str,
        abilities: Sequence[str] = ("*",),
        expires_at: datetime | None = None,
        token_type: TokenType = TokenType.PERSONAL_ACCESS,
    ) -> NewToken:
        name, at = valid_token_name(name), self.clock.now()
        expires_at = valid_expiry(expires_at, now=at)
        token_id, secret = self.ids.next("tokens"), self.secrets.token()
        receipt = self.users.change(
            user_id,
            lambda user: user.issue_token(
                token_type,
                token_id=token_id,
                digest=self.secrets.digest(secret),
                name=name,
                abilities=tuple(abilities),
                expires_at=expires_at,
                at=at,
            ),
        )
        text = f"{token_id}|{secret}"
        return NewToken(token_id, user_id, text, expires_at, receipt.position)


@dataclass(frozen=True, slots=True)
class LogIn:
    """E-mail address and password for a login token."""

    users: Users
    claims: Claims
    passwords: Passwords
    issue_token: IssueToken
    clock: Clock

    def __call__(
        self, *, email: str, password: str, address: str | None = None
    ) -> NewToken:
        user_id = self._holder(email)
        hashed = None if user_id is None else self.users.get(user_id).password_hash
        if not self.passwords.matches(password, hashed) or user_id is None:
            raise WrongCredentials("These credentials do not match our records.")
        at = self.clock.now()
        self.users.change(user_id, lambda user: user.log_in(address=address, at=at))
        return self.issue_token(
            user_id,
            name="login",
            expires_at=at + LOGIN_LASTS,
            token_type=TokenType.LOGIN,
        )

    def _holder(self, email: str) -> int | None:
        """Whose address it is; what is no address is nobody's."""
        try:
            return self.claims.holder(email_claim(valid_email(email)))
        except Invalid:
            return None


@dataclass(frozen=True, slots=True)
class UseToken:
    """Notes that a token is in use, to the day."""

    users: Users
    clock: Clock

    def __call__(self, user_id: int, token_id: int) -> Receipt:
        at = self.clock.now()
        return self.users.change(user_id, lambda user: user.use_token(token_id, at=at))


@dataclass(frozen=True, slots=True)
class RevokeToken:
    users: Users
    clock: Clock

    def __call__(self, user_id: int, token_id: int) -> Receipt:
        at = self.clock.now()
        return self.users.change(
            user_id, lambda user: user.revoke_token(token_id, at=at)
        )
