"""Facts about one account. Each also says ``at``: when it happened."""

from typing import Annotated, ClassVar, Final, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Event
from domain.privacy import PrivateText, PrivateTextOrNone
from domain.reference import Role, SystemPreference, TokenType
from domain.text import cut_to

ADDRESS_LENGTH: Final = 100


class UserRegistered(Event):
    TYPE: ClassVar[str] = "user.registered"

    user_id: int
    name: PrivateText
    email: PrivateText
    password_hash: PrivateText


class UserEmailVerified(Event):
    """The address is the person's; the first time, the account becomes active."""

    TYPE: ClassVar[str] = "user.email_verified"

    user_id: int
    email: PrivateText


class UserRenamed(Event):
    TYPE: ClassVar[str] = "user.renamed"

    user_id: int
    name: PrivateText


class UserEmailChanged(Event):
    TYPE: ClassVar[str] = "user.email_changed"

    user_id: int
    email: PrivateText


class UserPasswordChanged(Event):
    TYPE: ClassVar[str] = "user.password_changed"

    user_id: int
    password_hash: PrivateText


class UserSuspended(Event):
    TYPE: ClassVar[str] = "user.suspended"

    user_id: int
    reason: str


class UserReactivated(Event):
    TYPE: ClassVar[str] = "user.reactivated"

    user_id: int


class UserErased(Event):
    """The person asked to be forgotten: nothing private of them can be read again."""

    TYPE: ClassVar[str] = "user.erased"

    user_id: int


class UserLoggedIn(Event):
    TYPE: ClassVar[str] = "user.logged_in"

    user_id: int
    address: Annotated[PrivateTextOrNone, cut_to(ADDRESS_LENGTH)]


class RoleGranted(Event):
    TYPE: ClassVar[str] = "user.role_granted"

    user_id: int
    user_role_id: int
    role: Role


class RoleRevoked(Event):
    TYPE: ClassVar[str] = "user.role_revoked"

    user_id: int
    user_role_id: int
    role: Role


class PreferenceEnabled(Event):
    TYPE: ClassVar[str] = "user.preference_enabled"

    user_id: int
    user_preference_id: int
    preference: SystemPreference


class PreferenceDisabled(Event):
    TYPE: ClassVar[str] = "user.preference_disabled"

    user_id: int
    user_preference_id: int
    preference: SystemPreference


class PreferenceOptionSet(Event):
    TYPE: ClassVar[str] = "user.preference_option_set"

    user_id: int
    user_preference_id: int
    option_id: int
    slug: str
    value: str


class PreferenceOptionRemoved(Event):
    TYPE: ClassVar[str] = "user.preference_option_removed"

    user_id: int
    user_preference_id: int
    option_id: int
    slug: str


class TokenIssued(Event):
    """``digest`` is the SHA-256 of the secret, which is known to its holder alone."""

    TYPE: ClassVar[str] = "user.token_issued"

    user_id: int
    token_id: int
    token_type: TokenType
    digest: str
    name: PrivateText
    abilities: tuple[str, ...]
    expires_at: AwareDatetime | None


class TokenUsed(Event):
    """Recorded once a day and token."""

    TYPE: ClassVar[str] = "user.token_used"

    user_id: int
    token_id: int


class TokenRevoked(Event):
    TYPE: ClassVar[str] = "user.token_revoked"

    user_id: int
    token_id: int


UserEvent: TypeAlias = (
    UserRegistered
    | UserEmailVerified
    | UserRenamed
    | UserEmailChanged
    | UserPasswordChanged
    | UserSuspended
    | UserReactivated
    | UserErased
    | UserLoggedIn
    | RoleGranted
    | RoleRevoked
    | PreferenceEnabled
    | PreferenceDisabled
    | PreferenceOptionSet
    | PreferenceOptionRemoved
    | TokenIssued
    | TokenUsed
    | TokenRevoked
)
