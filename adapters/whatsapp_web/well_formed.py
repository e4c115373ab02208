"""Reports are made of what WhatsApp's page says, which may be anything."""

import logging
import traceback
from typing import Any, TypeVar

from pydantic import ValidationError

from domain.kernel import Value
from domain.text import storable

log = logging.getLogger(__name__)

R = TypeVar("R", bound=Value)


def well_formed(report: type[R], /, **facts: Any) -> R | None:
    """None for what can't be WhatsApp's: no address of it is that long."""
    try:
        return report(**facts)
    except ValidationError as error:
        wrong = [(it["loc"], it["msg"]) for it in error.errors()]
        log.warning("A malformed %s was set aside: %s", report.__name__, wrong)
        return None


def note_set_aside(kind: str, error: Exception) -> None:
    """What was wrong and where, in no words of the page's: they are people's."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    wrong = f"{type(error).__name__} in {where.name}"
    log.warning("A malformed event was set aside: %s, %s", kind, wrong)


def mended(told: Any) -> Any:
    """The same, with texts that can be kept: scripts may halve an emoji."""
    match told:
        case str():
            return storable(told)
        case dict():
            return {mended(name): mended(value) for name, value in told.items()}
        case list():
            return [mended(value) for value in told]
        case _:
            return told
