"""/upload, /decrypt-media and /media: files that come, and files to be fetched."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.params import FromPath, JSONBody
from litestar.response import File

from adapters.media import Kept, MediaRefused, MediaUnavailable, TooLarge, Whose
from domain.kernel import Invalid, NotFound, Unavailable
from domain.whatsapp import MessageKey
from entrypoints.http.asking import OwnWhatsapp
from entrypoints.http.callers import AnyRequest
from entrypoints.http.media_bodies import MessageWithMedia, UploadOperation
from entrypoints.http.message_keys import whole
from entrypoints.http.refusals import documented
from entrypoints.http.uploads import LARGEST_BODY, Uploads
from entrypoints.program import Program

DECRYPTED_HOURS: Final = 1
HARMLESS: Final = ("audio/", "image/", "video/")
HARMLESS_TOO: Final = frozenset({"application/pdf", "application/zip", "text/plain"})
UNTYPED: Final = "application/octet-stream"
GUARDED: Final = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
"""What somebody uploaded is shown by a browser as what it is, and runs nothing."""


@dataclass(frozen=True, slots=True)
class PublicUrl:
    publicUrl: str  # noqa: N815  the contract's name


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The same address twice: clients read either."""

    success: bool = field(default=True, init=False)
    publicUrl: str  # noqa: N815
    data: PublicUrl


class UploadController(Controller):
    tags = ("Media",)

    @post(
        "/upload",
        status_code=200,
        request_max_body_size=LARGEST_BODY,
        operation_class=UploadOperation,
        responses=documented(401, 403, 413, 422, 503),
    )
    async def upload(
        self, request: AnyRequest, whatsapp: NamedDependency[OwnWhatsapp]
    ) -> Uploaded:
        """Kept for 24 hours: ``base64`` in JSON, ``file`` in a form, or the bytes."""
        whatsapp.must_be_allowed()
        media = whatsapp.program.media
        with _answered(), media.room():
            return _uploaded(await Uploads(media).take(request))

    @post(
        "/decrypt-media",
        status_code=200,
        responses=documented(401, 403, 413, 422, 503),
    )
    async def decrypt_media(
        self, whatsapp: NamedDependency[OwnWhatsapp], data: JSONBody[MessageWithMedia]
    ) -> Uploaded:
        """The file that came with a message, kept for one hour."""
        whatsapp.must_be_allowed()
        key = await asyncio.to_thread(whole, whatsapp, data.data.messages.key)
        media, whose = whatsapp.program.media, (whatsapp.caller.session_id, key)
        with _answered(), media.room():
            known = await asyncio.to_thread(media.again, whose, hours=DECRYPTED_HOURS)
            return _uploaded(known or await _downloaded(whatsapp, key, whose))


class MediaController(Controller):
    """Without a token of an account: the address itself is the secret."""

    path = "/media"
    tags = ("Media",)

    @get(
        "/{token:str}",
        sync_to_thread=True,
        media_type=UNTYPED,
        responses=documented(404),
    )
    def show_media(
        self, program: NamedDependency[Program], token: FromPath[str]
    ) -> File:
        """A file that was uploaded or came with a message, as long as it is kept."""
        kept = program.media.find(token)
        if kept is None:
            raise NotFound("There is no such file, or its time is over.")
        safe = is_harmless(kept.mimetype)
        return File(
            kept.path,
            filename=kept.name,
            media_type=kept.mimetype if safe else UNTYPED,
            content_disposition_type="inline" if safe else "attachment",
            headers=GUARDED,
        )


def is_harmless(mimetype: str) -> bool:
    """Of types that no browser runs; SVG is one that can hold a script."""
    if mimetype.startswith("image/svg"):
        return False
    return mimetype.startswith(HARMLESS) or mimetype in HARMLESS_TOO


def _uploaded(kept: Kept) -> Uploaded:
    return Uploaded(publicUrl=kept.url, data=PublicUrl(kept.url))


async def _downloaded(whatsapp: OwnWhatsapp, key: MessageKey, whose: Whose) -> Kept:
    media = whatsapp.program.media
    path = media.place()
    try:
        file = await whatsapp.ask(lambda page: page.chats.download(key, path))
        return await asyncio.to_thread(
            media.adopt,
            path,
            mimetype=file.mimetype,
            name=file.name or "",
            hours=DECRYPTED_HOURS,
            whose=whose,
        )
    finally:
        await asyncio.to_thread(path.unlink, missing_ok=True)


@contextmanager
def _answered() -> Iterator[None]:
    """The store's words as refusals of the API."""
    try:
        yield
    except TooLarge as error:
        raise RequestEntityTooLarge from error
    except MediaRefused as error:
        raise Invalid(file=str(error)) from error
    except MediaUnavailable as error:
        raise Unavailable(str(error)) from error
