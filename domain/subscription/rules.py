"""What may be written of a plan. Lengths are those of the database spec."""

import math
import re
from typing import Final

from domain.kernel import Invalid
from domain.text import is_title, one_line

SLUG: Final = re.compile("[a-z0-9][a-z0-9_-]{0,99}")
DESCRIPTION_LENGTH: Final = 500


def valid_slug(slug: str) -> str:
    if not SLUG.fullmatch(slug):
        raise Invalid(
            slug="The slug must have 1 to 100 lower-case letters, digits, - or _."
        )
    return slug


def valid_description(description: str) -> str:
    description = one_line(description)
    if not is_title(description, most=DESCRIPTION_LENGTH):
        raise Invalid(
            description="The description must have 1 to "
            f"{DESCRIPTION_LENGTH} characters."
        )
    return description


def valid_price(price: float) -> float:
    """Also no infinity and no NaN, which JSON could not tell from no price."""
    if not (math.isfinite(price) and price >= 0):
        raise Invalid(price="The price must be 0 or more.")
    return price
