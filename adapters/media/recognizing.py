"""What type a file is, and whether a kind of message takes it."""

from pathlib import Path

from adapters.media.errors import MediaRefused
from adapters.media.kinds import CONTAINERS, MEANS_NOTHING, TYPES, UNTYPED, plain
from adapters.media.names import guessed
from adapters.media.sniffing import ENOUGH, is_opus, sniffed
from domain.message.kinds import MediaKind


def mimetype_of(kind: MediaKind, path: Path, *, declared: str, name: str) -> str:
    """What its bytes show counts most, then what was said of it, then its name.

    Documents may be anything: of them, what was said is believed. Raises MediaRefused.
    """
    with path.open("rb") as file:
        beginning = file.read(ENOUGH)
    seen, told = sniffed(beginning), plain(declared)
    if told in MEANS_NOTHING:
        told = seen or guessed(name)
    if TYPES[kind] is None:
        return told or UNTYPED
    found = _accepted(kind, seen or told)
    return f"{found}; codecs=opus" if is_opus(beginning) else found


def _accepted(kind: MediaKind, found: str) -> str:
    if kind is MediaKind.AUDIO:
        found = CONTAINERS.get(found, found)
    types = TYPES[kind] or frozenset()
    if found not in types:
        raise MediaRefused(
            f"The file is {found or 'of no known type'}; "
            f"{kind} takes {', '.join(sorted(types))}."
        )
    return found
