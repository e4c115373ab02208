"""The three ways in which clients upload a file: JSON, a form, and the bare bytes.

All of them go to the disk as they come.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, InternalServerException

from adapters.media import Kept, MediaStore
from domain.kernel import Invalid
from domain.message.kinds import MB, MediaKind
from entrypoints.http.callers import AnyRequest
from entrypoints.http.encoded_files import decoded

HOURS: Final = 24
LARGEST: Final = MediaKind.DOCUMENT.most_bytes
LARGEST_BODY: Final = LARGEST * 4 // 3 + MB
"""Base64 makes four bytes of three."""

DECODERS: Final = ThreadPoolExecutor(2, thread_name_prefix="uploads")
"""Few: JSON can't be read in pieces, so each of them has a whole body in memory."""


@dataclass(frozen=True, slots=True)
class Uploads:
    media: MediaStore

    async def take(self, request: AnyRequest) -> Kept:
        """Raises Invalid, MediaRefused, MediaUnavailable, HTTPException."""
        kind, _ = request.content_type
        try:
            if kind == RequestEncodingType.JSON:
                return await self._encoded(request)
            if kind == RequestEncodingType.MULTI_PART:
                return await self._of_form(request)
            return await self.media.keep(request.stream(), mimetype=kind, hours=HOURS)
        except InternalServerException as error:  # Litestar's name for it
            raise ClientException("The upload was broken off.") from error

    async def _encoded(self, request: AnyRequest) -> Kept:
        body = await self.media.write(request.stream(), most=LARGEST_BODY)
        file = self.media.place()
        try:
            loop = asyncio.get_running_loop()
            said = await loop.run_in_executor(DECODERS, decoded, body, file, LARGEST)
            return await asyncio.to_thread(
                self.media.adopt,
                file,
                mimetype=said.mimetype,
                name=said.name,
                hours=HOURS,
            )
        finally:
            body.unlink()
            file.unlink(missing_ok=True)

    async def _of_form(self, request: AnyRequest) -> Kept:
        form = await request.form()
        file = form.get("file")
        try:
            if not isinstance(file, UploadFile):
                raise Invalid(file="The file field is required.")
            return await self.media.keep(
                _pieces(file),
                mimetype=file.content_type,
                name=file.filename,
                hours=HOURS,
            )
        finally:
            await form.close()


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(MB):
        yield piece
