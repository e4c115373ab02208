"""What may be written into an account. Lengths are those of the database spec."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from pydantic import validate_email
from pydantic_core import PydanticCustomError

from domain.kernel import Invalid
from domain.reference import SystemPreference
from domain.text import is_storable, is_title, one_line, units

NAME_LENGTH: Final = 200
TOKEN_NAME_LENGTH: Final = 100
EMAIL_LENGTH: Final = 100
PASSWORD_LENGTH: Final = range(10, 1025)
"""At least ten; an upper bound so that hashing can't be made a burden."""

OPTIONS: Final[Mapping[SystemPreference, Mapping[str, Sequence[str]]]] = {
    SystemPreference.APPEARANCE: {
        "theme": ("system", "light", "dark"),
        "language": ("en", "es"),
    },
    SystemPreference.TWO_FACTOR: {"method": ("totp",)},
}
"""What can be chosen for each preference; the first is the default."""


def valid_name(name: str) -> str:
    name = one_line(name)
    if not is_title(name, most=NAME_LENGTH):
        raise Invalid(name=f"The name must have 1 to {NAME_LENGTH} characters.")
    return name


def valid_email(email: str) -> str:
    """Lower-cased: two spellings of one address are one account."""
    if "<" in email:  # "Ana <ana@example.com>" is more than an address
        raise Invalid(email="The email must be a valid e-mail address.")
    try:
        address = validate_email(email.strip())[1].lower()  # a few letters grow by it
    except PydanticCustomError as error:
        raise Invalid(email="The email must be a valid e-mail address.") from error
    if units(address) > EMAIL_LENGTH:
        raise Invalid(email=f"The email may have {EMAIL_LENGTH} characters at most.")
    return address


def valid_password(password: str) -> str:
    if len(password) not in PASSWORD_LENGTH or not is_storable(password):
        few, many = PASSWORD_LENGTH[0], PASSWORD_LENGTH[-1]
        raise Invalid(password=f"The password must have {few} to {many} characters.")
    return password


def valid_option(preference: SystemPreference, slug: str, value: str) -> None:
    choices = OPTIONS[preference].get(slug)
    if choices is None:
        known = ", ".join(OPTIONS[preference])
        raise Invalid(option=f"{preference} has the options {known}, not {slug!r}.")
    if value not in choices:
        raise Invalid(value=f"{slug} is one of {', '.join(choices)}, not {value!r}.")


def valid_token_name(name: str) -> str:
    name = one_line(name)
    if not is_title(name, most=TOKEN_NAME_LENGTH):
        raise Invalid(name=f"The name must have 1 to {TOKEN_NAME_LENGTH} characters.")
    return name


def valid_expiry(expires_at: datetime | None, *, now: datetime) -> datetime | None:
    """A moment to come; None is never."""
    if expires_at is None:
        return None
    if expires_at.tzinfo is None:
        raise Invalid(expires_at="The expires_at must have a time zone.")
    if expires_at <= now:
        raise Invalid(expires_at="The expires_at must be in the future.")
    return expires_at
