"""A file from an address, onto this machine: bounded in size, type and time."""

import asyncio
from pathlib import Path
from typing import Final

import httpx

from adapters.egress import AddressRefused, Egress, TooManyRedirects
from adapters.media.errors import MediaRefused, MediaUnavailable
from adapters.media.names import name_of, with_extension
from adapters.media.recognizing import mimetype_of
from adapters.media.spool import must_fit, spooled, whole_or_gone
from domain.message.kinds import MB, MediaKind
from domain.whatsapp import MediaFile

DEADLINE: Final = 120.0
"""Seconds for a whole file."""

PASSES: Final = frozenset({408, 425, 429})
"""Refusals that are about this moment."""


async def download(
    egress: Egress, kind: MediaKind, url: str, path: Path, *, deadline: float = DEADLINE
) -> MediaFile:
    """Raises MediaRefused, MediaUnavailable; ``path`` is then not there."""
    try:
        async with asyncio.timeout(deadline), egress.get(url) as response:
            return await _taken(response, kind, path)
    except (AddressRefused, httpx.InvalidURL, UnicodeError) as error:
        raise MediaRefused(f"The address can't be used: {error}") from error
    except TooManyRedirects as error:
        raise MediaRefused(
            "The address redirects more often than MESSENGER_BRAIN_MEDIA_REDIRECTS"
            f" allows, which is {egress.redirects}."
        ) from error
    except TimeoutError as error:
        raise MediaUnavailable(
            f"The file did not come within {deadline:g} seconds."
        ) from error
    except httpx.HTTPError as error:
        why = str(error) or type(error).__name__
        raise MediaUnavailable(f"The file could not be fetched: {why}") from error


async def _taken(response: httpx.Response, kind: MediaKind, path: Path) -> MediaFile:
    most = kind.most_bytes
    _must_be_good(response, most)
    with whole_or_gone(path):
        await spooled(response.aiter_bytes(MB), path, most=most)
        return await asyncio.to_thread(_described, path, kind, response)


def _must_be_good(response: httpx.Response, most: int) -> None:
    status = response.status_code
    if status in PASSES or response.is_server_error:
        raise MediaUnavailable(f"The address answered with status {status}.")
    if not response.is_success:
        raise MediaRefused(f"The address answered with status {status}.")
    announced = response.headers.get("content-length", "")
    if announced.isdecimal():
        must_fit(int(announced), most)


def _described(path: Path, kind: MediaKind, response: httpx.Response) -> MediaFile:
    declared, name = response.headers.get("content-type", ""), name_of(response)
    mimetype = mimetype_of(kind, path, declared=declared, name=name)
    return MediaFile(
        path=path,
        mimetype=mimetype,
        name=with_extension(name, kind=kind, mimetype=mimetype),
    )
