"""Which types of file each kind of message takes, and how large they may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024

ALIASES: Final = {
    "application/ogg": "audio/ogg",
    "audio/3gpp": "audio/amr",
    "audio/m4a": "audio/mp4",
    "audio/mp3": "audio/mpeg",
    "audio/opus": "audio/ogg",
    "audio/wave": "audio/wav",
    "audio/x-m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "image/jpg": "image/jpeg",
    "video/3gp": "video/3gpp",
}
MEANS_NOTHING: Final = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/x-download"}
)
"""What servers say of files they know nothing of."""

CONTAINERS: Final = {"video/mp4": "audio/mp4", "video/webm": "audio/webm"}
"""The same container may hold sound alone; the first bytes do not show which."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``types`` is None where any file will do."""

    most: int
    types: frozenset[str] | None


KINDS: Final[Mapping[str, Kind]] = {
    "image": Kind(
        16 * MEGABYTE,
        frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"}),
    ),
    "video": Kind(
        16 * MEGABYTE, frozenset({"video/mp4", "video/3gpp", "video/quicktime"})
    ),
    "audio": Kind(
        16 * MEGABYTE,
        frozenset(
            {
                "audio/aac",
                "audio/amr",
                "audio/mp4",
                "audio/mpeg",
                "audio/ogg",
                "audio/wav",
                "audio/webm",
            }
        ),
    ),
    "sticker": Kind(5 * MEGABYTE, frozenset({"image/webp", "image/png", "image/jpeg"})),
    "document": Kind(50 * MEGABYTE, None),
}


def plain(mimetype: str) -> str:
    """Without parameters, and by its usual name."""
    bare = mimetype.partition(";")[0].strip().lower()
    return ALIASES.get(bare, bare)
