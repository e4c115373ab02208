"""The inside of each kind of message that is not text. All raise Invalid, by field."""

import re
from collections.abc import Callable
from math import inf
from typing import Final, TypeAlias, cast

from pydantic import JsonValue

from domain.kernel import Invalid
from domain.message.drafts import Card, Draft, Place, Poll
from domain.message.kinds import MediaKind
from domain.message.rules import jid_of, web_address
from domain.text import is_title, one_line

FILE_NAME_LENGTH: Final = 255
NAME_LENGTH: Final = 100
ADDRESS_LENGTH: Final = 1000
QUESTION_LENGTH: Final = 255
OPTION_LENGTH: Final = 100
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12

NUMBER: Final = re.compile(
    r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE
)
"""As JSON and people write one; what Python reads too is more than that."""

Part: TypeAlias = dict[str, JsonValue]


def media(kind: MediaKind) -> Callable[[Draft], Part]:
    """Audio goes out as a voice note."""
    voice: Part = {"ptt": True} if kind is MediaKind.AUDIO else {}
    return lambda draft: {"url": _url(draft, kind), **voice}


def document(draft: Draft) -> Part:
    part: Part = {"url": _url(draft, MediaKind.DOCUMENT)}
    if not draft.file_name:
        return part
    name = _title(draft.file_name, most=FILE_NAME_LENGTH, field="fileName")
    if {"/", "\\"} & {*name}:
        raise Invalid(fileName="The fileName field must be a name without a path.")
    return {**part, "fileName": name}


def contact(draft: Draft) -> Part:
    """A vCard 3.0, with the number's name on WhatsApp, so that it can be tapped."""
    card = cast(Card, draft.contact)
    name = _title(card.name, most=NAME_LENGTH, field="contact.name")
    number, _, server = jid_of(card.phone, field="contact.phone").partition("@")
    if server != "s.whatsapp.net":
        raise Invalid(**{"contact.phone": "A contact is a person's phone number."})
    shown = _escaped(name)
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:;{shown};;;",
        f"FN:{shown}",
        f"TEL;type=CELL;type=VOICE;waid={number}:+{number}",
        "END:VCARD",
    )
    return {"displayName": name, "vcard": "\n".join(lines)}


def location(draft: Draft) -> Part:
    place = cast(Place, draft.location)
    part: Part = {
        "degreesLatitude": _degrees(place.latitude, most=90, field="latitude"),
        "degreesLongitude": _degrees(place.longitude, most=180, field="longitude"),
    }
    for field, text, most in (
        ("name", place.name, NAME_LENGTH),
        ("address", place.address, ADDRESS_LENGTH),
    ):
        if text and text.strip():
            part[field] = _title(text, most=most, field=f"location.{field}")
    return part


def poll(draft: Draft) -> Part:
    """Of any number of options any number may be chosen, which WhatsApp writes as 0."""
    asked = cast(Poll, draft.poll)
    options = [
        _title(it, most=OPTION_LENGTH, field="poll.options") for it in asked.options
    ]
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        wanted = f"{FEWEST_OPTIONS} to {MOST_OPTIONS} options"
        raise Invalid(**{"poll.options": f"A poll must have {wanted}."})
    if len({*options}) != len(options):
        raise Invalid(**{"poll.options": "The options of a poll must differ."})
    return {
        "name": _title(asked.question, most=QUESTION_LENGTH, field="poll.question"),
        "options": [{"optionName": it} for it in options],
        "selectableOptionsCount": 0 if asked.multi_select else 1,
    }


def _url(draft: Draft, kind: MediaKind) -> str:
    return web_address(getattr(draft, f"{kind}_url"), field=kind.field)


def _title(text: str, *, most: int, field: str) -> str:
    title = one_line(text)
    if not is_title(title, most=most):
        raise Invalid(**{field: f"The {field} field must have 1 to {most} characters."})
    return title


def _degrees(value: float | str, *, most: int, field: str) -> float:
    written = str(value).strip()
    degrees = float(written) if NUMBER.fullmatch(written) else inf
    if abs(degrees) > most:
        wanted = f"a number from -{most} to {most}"
        raise Invalid(
            **{f"location.{field}": f"The location.{field} field must be {wanted}."}
        )
    return degrees


def _escaped(text: str) -> str:
    """As RFC 2426 has it."""
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    return text
