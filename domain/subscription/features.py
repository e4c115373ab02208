"""What a plan allows. The slugs are rows of ``suscriptions_features``."""

from collections.abc import Mapping
from typing import Final, Self

from pydantic import NonNegativeInt, ValidationError

from domain.kernel import Invalid, Value
from domain.text import is_title


class Features(Value):
    """Limits and rights, with what holds where a plan does not say.

    The defaults are those that WasenderAPI documents for its trial: one message a
    minute, fifty a day. ``messages_per_day`` 0 means no daily limit.
    """

    max_sessions: NonNegativeInt = 1
    messages_per_minute: NonNegativeInt = 1
    messages_per_day: NonNegativeInt = 50
    account_protection_seconds: NonNegativeInt = 5
    max_media_mb: NonNegativeInt = 16
    bulk_jobs: bool = False
    log_retention_days: NonNegativeInt = 7
    webhooks_per_session: NonNegativeInt = 1
    trial_days: NonNegativeInt = 0

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """Text to types; slugs of which this version knows nothing are left out."""
        known = {slug: it for slug, it in values.items() if slug in cls.model_fields}
        return cls.model_validate(known)


SLUGS: Final = tuple(Features.model_fields)
VALUE_LENGTH: Final = 1000


def valid_feature(slug: str, value: str) -> None:
    if slug not in SLUGS:
        raise Invalid(slug=f"The slug is one of {', '.join(SLUGS)}, not {slug!r}.")
    if not is_title(value, most=VALUE_LENGTH):
        raise Invalid(value=f"The value must have 1 to {VALUE_LENGTH} characters.")
    try:
        Features.of({slug: value})
    except ValidationError as error:
        remedy = error.errors()[0]["msg"]
        raise Invalid(
            value=f"The value {value!r} does not fit {slug}: {remedy}."
        ) from error
