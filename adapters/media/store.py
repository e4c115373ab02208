"""The gateway's files: what was uploaded, what came with messages, what goes out."""

import asyncio
import errno
from collections.abc import AsyncIterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias

from adapters.egress import Egress
from adapters.media.download import download
from adapters.media.errors import MediaRefused, MediaUnavailable
from adapters.media.names import fit, with_extension
from adapters.media.recognizing import mimetype_of
from adapters.media.shelf import Kept, Shelf
from adapters.media.spool import must_fit, spooled, whole_or_gone
from domain.message.kinds import MB, MediaKind
from domain.ports import Clock
from domain.whatsapp import MediaFile

ROUTE: Final = "/media/"
"""Where HTTP serves what is kept, behind the public URL."""

LEAST_FREE: Final = 256 * MB
"""Uploads must not take the room that databases need to write."""

NO_ROOM: Final = "There is no room for the file now."

Whose: TypeAlias = tuple[object, ...]


class MediaStore:
    """Any thread and any event loop may use it; all it shares is a directory."""

    def __init__(
        self, directory: Path, *, public_url: str, clock: Clock, egress: Egress
    ) -> None:
        self._shelf = Shelf(directory, address=public_url.rstrip("/") + ROUTE)
        self._clock = clock
        self._egress = egress

    def place(self) -> Path:
        """A path that is not there yet, for a file that is to be ``adopt``ed."""
        return self._shelf.place()

    async def write(self, parts: AsyncIterable[bytes], *, most: int) -> Path:
        """To a ``place``. Raises MediaRefused when it is empty, or TooLarge."""
        path = self.place()
        with _enough_room(), whole_or_gone(path):
            await spooled(parts, path, most=most)
        return path

    async def keep(
        self,
        parts: AsyncIterable[bytes],
        *,
        mimetype: str,
        name: str = "",
        hours: float,
        most: int = MediaKind.DOCUMENT.most_bytes,
    ) -> Kept:
        """Raises MediaRefused when it is empty, or TooLarge."""
        path = await self.write(parts, most=most)
        return await asyncio.to_thread(
            self.adopt, path, mimetype=mimetype, name=name, hours=hours
        )

    @contextmanager
    def room(self) -> Iterator[None]:
        """To take files in. Raises MediaUnavailable, also when the disk fills up."""
        with _enough_room():
            if self._shelf.free() < LEAST_FREE:
                raise MediaUnavailable(NO_ROOM)
            yield

    def adopt(
        self,
        path: Path,
        *,
        mimetype: str,
        name: str = "",
        hours: float,
        whose: Whose | None = None,
    ) -> Kept:
        """Keep a file that was written to a ``place``; it moves.

        ``whose`` is by what it is found ``again``; there is never more than one.
        """
        seen = mimetype_of(MediaKind.DOCUMENT, path, declared=mimetype, name=name)
        return self._shelf.adopt(
            path,
            mimetype=seen,
            name=with_extension(fit(name), kind="file", mimetype=seen),
            until=self._clock.now() + timedelta(hours=hours),
            token=self._shelf.token_of(*whose) if whose else None,
        )

    def again(self, whose: Whose, *, hours: float) -> Kept | None:
        """What is still kept of it, for so long from now. None: nothing is."""
        kept = self.find(self._shelf.token_of(*whose))
        until = self._clock.now() + timedelta(hours=hours)
        return self._shelf.prolong(kept, until=until) if kept else None

    def find(self, token: str) -> Kept | None:
        """None when there is no such file, or its time is over."""
        return self._shelf.find(token, now=self._clock.now())

    def path_of(self, token: str) -> Path | None:
        kept = self.find(token)
        return kept.path if kept else None

    def sweep(self, now: datetime) -> int:
        """Remove what is older than its time; how many files that were."""
        return self._shelf.sweep(now=now)

    async def fetch(self, kind: MediaKind, url: str) -> MediaFile:
        """The file at an address, for a message of this kind: on this machine.

        It belongs to the caller, who removes it (``discard``). One of our own
        addresses is answered from the disk. Raises MediaRefused, MediaUnavailable.
        """
        token = self._shelf.token_in(url)
        with _enough_room():
            if token is not None:
                return await asyncio.to_thread(self._lent, kind, token)
            return await download(self._egress, kind, url, self.place())

    def discard(self, file: MediaFile) -> None:
        """A fetched file is not needed any more. Safe to repeat."""
        file.path.unlink(missing_ok=True)

    def _lent(self, kind: MediaKind, token: str) -> MediaFile:
        kept = self.find(token)
        if kept is None:
            raise MediaRefused("The uploaded file is not there any more.")
        must_fit(kept.size, kind.most_bytes)
        mimetype = mimetype_of(kind, kept.path, declared=kept.mimetype, name=kept.name)
        return MediaFile(path=self._shelf.lend(kept), mimetype=mimetype, name=kept.name)


@contextmanager
def _enough_room() -> Iterator[None]:
    """A full disk passes, and is nobody's fault who asks."""
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise MediaUnavailable(NO_ROOM) from error
