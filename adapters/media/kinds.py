"""Which types of file each kind of message takes."""

import re
from collections.abc import Mapping
from typing import Final

from domain.message.kinds import MediaKind

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


TYPES: Final[Mapping[MediaKind, frozenset[str] | None]] = {
    MediaKind.IMAGE: frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"}),
    MediaKind.VIDEO: frozenset({"video/mp4", "video/3gpp", "video/quicktime"}),
    MediaKind.AUDIO: frozenset(
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
    MediaKind.STICKER: frozenset({"image/webp", "image/png", "image/jpeg"}),
    MediaKind.DOCUMENT: None,
}
"""None: any file will do. A voice note is Ogg with Opus; else a sound is a sound."""


UNTYPED: Final = "application/octet-stream"
LONGEST_TYPE: Final = 127
WELL_FORMED: Final = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
"""As RFC 6838 has names of types: nothing in them can end a header's line."""


def plain(mimetype: str) -> str:
    """Without parameters, and by its usual name; untyped when it is no type."""
    bare = mimetype.partition(";")[0].strip().lower()
    if len(bare) > LONGEST_TYPE or not WELL_FORMED.fullmatch(bare):
        return UNTYPED
    return ALIASES.get(bare, bare)
