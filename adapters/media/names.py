"""The name that people see of a file that came from an address."""

import mimetypes
import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

import httpx

NAME_LENGTH: Final = 200
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff/\\:*?"<>|]+')
_GIVEN: Final = re.compile(r"filename\*=utf-8''([^;]+)", re.IGNORECASE)
_PLAIN: Final = re.compile(r'filename="?([^";]+)"?', re.IGNORECASE)


def name_of(response: httpx.Response) -> str:
    """From the header Content-Disposition, else the address; it may be empty."""
    disposition = response.headers.get("content-disposition", "")
    if given := _GIVEN.search(disposition):
        return fit(unquote(given[1]))
    if given := _PLAIN.search(disposition):
        return fit(given[1])
    return fit(PurePosixPath(unquote(response.url.path)).name)


def fit(name: str) -> str:
    """Usable as a file's name on every system."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return _UNFIT.sub("_", last).strip(" .")[-NAME_LENGTH:]


def with_extension(name: str, *, kind: str, mimetype: str) -> str:
    """Every file has a name, and an extension where one is known for its type."""
    named = name or kind
    bare = mimetype.partition(";")[0]
    if PurePosixPath(named).suffix or bare == "application/octet-stream":
        return named
    return named + (mimetypes.guess_extension(bare) or "")


def guessed(name: str) -> str:
    """The type that a name suggests; empty where it suggests none."""
    return mimetypes.guess_type(name)[0] or ""
