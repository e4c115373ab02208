"""Files inside JSON, in base64: what a file is, and its bytes."""

import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from litestar.exceptions import ClientException
from pydantic_core import from_json

from adapters.media.spool import must_fit
from domain.kernel import Invalid

PIECE: Final = 4 * 262_144
"""Characters decoded at once: a multiple of four, which are three bytes."""

UNREADABLE: Final = "The base64 field must be a file in base64, or a data URL of one."


@dataclass(frozen=True, slots=True)
class Said:
    mimetype: str
    name: str


def decoded(body: Path, file: Path, most: int) -> Said:
    """Write the file that a body has in it. Raises Invalid, TooLarge, ClientException.

    Whoever calls removes both.
    """
    given = _parsed(body)
    encoded = _text(given, "base64").strip()
    said, begins = _head(encoded)
    if len(encoded) == begins:
        raise Invalid(base64="The base64 field is required.")
    with file.open("xb") as written:
        for piece in _pieces(encoded, begins):
            written.write(piece)
    must_fit(file.stat().st_size, most)
    return Said(_text(given, "mimetype") or said, _text(given, "fileName"))


def _parsed(body: Path) -> dict[str, Any]:
    try:
        given = from_json(body.read_bytes())
    except ValueError as error:
        raise ClientException(f"JSON is malformed: {error}") from error
    if not isinstance(given, dict):
        raise Invalid(body="The body field must be an object.")
    return given


def _head(encoded: str) -> tuple[str, int]:
    """The type that a data URL says, and where its data begin."""
    if not encoded.startswith("data:"):
        return "", 0
    head, comma, _ = encoded[:1000].partition(",")
    if not comma or not head.endswith(";base64"):
        raise Invalid(base64=UNREADABLE)
    return head.removeprefix("data:").removesuffix(";base64"), len(head) + 1


def _pieces(encoded: str, begins: int) -> Iterator[bytes]:
    """Line breaks and a missing end are no matter; whatever else is not base64 is."""
    if len(encoded.split(maxsplit=1)) > 1:
        encoded, begins = "".join(encoded[begins:].split()), 0
    for start in range(begins, len(encoded), PIECE):
        piece = encoded[start : start + PIECE]
        try:
            yield binascii.a2b_base64(piece + "=" * (-len(piece) % 4), strict_mode=True)
        except ValueError as error:
            raise Invalid(base64=UNREADABLE) from error


def _text(given: dict[str, Any], field: str) -> str:
    value = given.get(field)
    return value if isinstance(value, str) else ""
