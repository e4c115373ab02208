"""Files that a message can carry: named once, with WhatsApp's limits."""

from enum import StrEnum
from typing import Final, Self

MB: Final = 1024 * 1024


class MediaKind(StrEnum):
    """``part`` is its place in a content, ``field`` its name in a request."""

    part: str
    field: str
    most_bytes: int
    """What WhatsApp takes at most."""

    def __new__(cls, name: str, field: str, megabytes: int) -> Self:
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.part = f"{name}Message"
        kind.field = field
        kind.most_bytes = megabytes * MB
        return kind

    IMAGE = "image", "imageUrl", 16
    VIDEO = "video", "videoUrl", 16
    DOCUMENT = "document", "documentUrl", 50
    AUDIO = "audio", "audioUrl", 16
    STICKER = "sticker", "stickerUrl", 5
