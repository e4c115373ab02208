"""Files on their way in and out: fetched from addresses, uploaded, downloaded."""

from adapters.media.errors import MediaRefused, MediaUnavailable, TooLarge
from adapters.media.shelf import Kept
from adapters.media.store import MediaStore, Whose

__all__ = [
    "Kept",
    "MediaRefused",
    "MediaStore",
    "MediaUnavailable",
    "TooLarge",
    "Whose",
]
