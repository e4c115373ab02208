"""What a file is by its first bytes: names and servers are often wrong."""

from typing import Final

ENOUGH: Final = 64
"""Bytes that have to be seen."""

BEGINNINGS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"#!AMR", "audio/amr"),
    (b"%PDF-", "application/pdf"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"PK\x03\x04", "application/zip"),
)
IN_RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
BRANDS: Final = (
    (b"M4A", "audio/mp4"),
    (b"3g", "video/3gpp"),
    (b"qt", "video/quicktime"),
    (b"heic", "image/heic"),
    (b"avif", "image/avif"),
)
MARKUP: Final = (b"<!doctype html", b"<html")


def sniffed(beginning: bytes) -> str | None:
    """The type of a file that begins so; None where that does not show it."""
    if beginning[:4] == b"RIFF":
        return IN_RIFF.get(beginning[8:12])
    if beginning[4:8] == b"ftyp":
        return _branded(beginning[8:12])
    if beginning.lstrip().lower().startswith(MARKUP):
        return "text/html"
    return next((it for sign, it in BEGINNINGS if beginning.startswith(sign)), None)


def _branded(brand: bytes) -> str:
    """Of the family of files that MP4 is of."""
    return next((it for sign, it in BRANDS if brand.startswith(sign)), "video/mp4")


def is_opus(beginning: bytes) -> bool:
    """Ogg with Opus in it, which is what WhatsApp takes for a voice note."""
    return beginning.startswith(b"OggS") and b"OpusHead" in beginning
