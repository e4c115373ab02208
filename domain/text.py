"""Which texts can be kept at all: by JSON, and by the columns of every database."""

import re
from typing import Final

from pydantic import AfterValidator, BeforeValidator

_LOST: Final = re.compile("[\x00\ud800-\udfff]")
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]")


def is_storable(text: str) -> bool:
    """PostgreSQL keeps no NUL, and UTF-8 no half of a surrogate pair."""
    return not _LOST.search(text)


def units(text: str) -> int:
    """The length as an nvarchar column counts it: UTF-16 units, two for an emoji."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def storable(text: str) -> str:
    """With a replacement character for each that can't be kept."""
    return _LOST.sub("\ufffd", text)


def cut(text: str, *, most: int) -> str:
    """What of it can be kept in a column of ``most`` units; no character is halved."""
    kept = storable(text).encode("utf-16-le")[: 2 * most]
    return kept.decode("utf-16-le", "ignore")


def cut_to(most: int) -> BeforeValidator:
    """What a field does with texts from anywhere: ``Annotated[str, ...]``.

    What others wrote must neither be lost for its length, nor stop a reader of the log.
    """
    return BeforeValidator(
        lambda text: cut(text, most=most) if isinstance(text, str) else text
    )


def at_most(most: int) -> AfterValidator:
    """For a field of which a part would be of no use, like an address."""

    def fitting(text: str) -> str:
        if units(text) > most:
            raise ValueError(f"It is longer than {most} characters")
        return text

    return AfterValidator(fitting)


def one_line(text: str) -> str:
    """Without white space around it, or more than one blank in it."""
    return " ".join(text.split())


def is_title(text: str, *, most: int) -> bool:
    """Something to show in one line, that fits a column of ``most`` units."""
    shown = is_storable(text) and not _CONTROLS.search(text)
    return shown and 1 <= units(text) <= most
