"""Files kept for some hours under names that nobody can guess.

A file's type, name and end are beside it in a file of JSON, which is written last: what
has one is whole.
"""

import hmac
import json
import os
import re
import secrets
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from adapters.media.kinds import plain
from adapters.media.spool import whole_or_gone

TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
UNREADABLE: Final = (AttributeError, KeyError, TypeError, ValueError)
LEFT_BEHIND: Final = timedelta(days=2)
"""After this a file without a word beside it belongs to nobody that lives."""


@dataclass(frozen=True, slots=True)
class Kept:
    """``size`` is in bytes. Whoever knows the ``token`` may have the file."""

    token: str
    url: str
    path: Path
    mimetype: str
    name: str
    size: int
    expires_at: datetime


class Shelf:
    def __init__(self, directory: Path, *, address: str) -> None:
        """``address`` is what a token is put behind to make its URL."""
        self._files = directory / "kept"
        self._passing = directory / "passing"
        self._address = address
        self._secret = secrets.token_bytes(32)

    def place(self) -> Path:
        """Where a file can be written that is not there yet."""
        self._passing.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._passing / secrets.token_urlsafe(16)

    def free(self) -> int:
        """Bytes that the disk has left."""
        return shutil.disk_usage(self.place().parent).free

    def token_of(self, *whose: object) -> str:
        """Always the same for the same, while this process lives."""
        named = "\n".join(map(str, whose)).encode()
        digest = hmac.digest(self._secret, named, "sha256")
        return urlsafe_b64encode(digest).rstrip(b"=").decode()

    def adopt(
        self,
        path: Path,
        *,
        mimetype: str,
        name: str,
        until: datetime,
        token: str | None = None,
    ) -> Kept:
        """Keep a file that was written to a ``place``; it moves.

        What was kept under this ``token`` before is replaced.
        """
        self._files.mkdir(mode=0o700, parents=True, exist_ok=True)
        token = token or secrets.token_urlsafe(32)
        about = {"mimetype": mimetype, "name": name, "until": until.isoformat()}
        written = self._noted(about)
        path.replace(self._files / token)
        written.replace(self._files / f"{token}.json")
        return self._kept(token, about)

    def prolong(self, kept: Kept, *, until: datetime) -> Kept:
        about = {"mimetype": kept.mimetype, "name": kept.name}
        written = self._noted({**about, "until": until.isoformat()})
        written.replace(self._files / f"{kept.token}.json")
        return replace(kept, expires_at=until)

    def _noted(self, about: dict[str, str]) -> Path:
        written = self.place()
        with whole_or_gone(written):
            written.write_text(json.dumps(about), "utf-8")
        return written

    def find(self, token: str, *, now: datetime) -> Kept | None:
        """None when there is no such file, or its time is over."""
        kept = self._read(token) if TOKEN.fullmatch(token) else None
        return kept if kept and now < kept.expires_at else None

    def token_in(self, url: str) -> str | None:
        """Of an address that this shelf gave out."""
        token = url.removeprefix(self._address)
        return token if token != url and TOKEN.fullmatch(token) else None

    def lend(self, kept: Kept) -> Path:
        """Another name of the same bytes, that its reader removes when it is done."""
        place = self.place()
        try:
            os.link(kept.path, place)
        except OSError:  # a file system without links
            shutil.copyfile(kept.path, place)
        return place

    def sweep(self, *, now: datetime) -> int:
        """Remove what is older than its time; how many files that were."""
        over = [*self._expired(now), *self._left_behind(now)]
        for path in over:
            path.with_name(f"{path.name}.json").unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        return len(over)

    def _expired(self, now: datetime) -> Iterator[Path]:
        for about in self._files.glob("*.json"):
            kept = self._read(about.stem)
            if _is_old(about, now) if kept is None else kept.expires_at <= now:
                yield about.with_suffix("")

    def _left_behind(self, now: datetime) -> Iterator[Path]:
        for path in [*self._files.glob("*"), *self._passing.glob("*")]:
            alone = path.suffix != ".json" and not path.with_suffix(".json").exists()
            if alone and _is_old(path, now):
                yield path

    def _read(self, token: str) -> Kept | None:
        """None too for what a full disk or a broken one left unreadable."""
        try:
            about = json.loads((self._files / f"{token}.json").read_text("utf-8"))
            return self._kept(token, about)
        except (FileNotFoundError, *UNREADABLE):
            return None

    def _kept(self, token: str, about: dict[str, Any]) -> Kept:
        path = self._files / token
        return Kept(
            token=token,
            url=self._address + token,
            path=path,
            mimetype=plain(about["mimetype"]),
            name=str(about["name"]),
            size=path.stat().st_size,
            expires_at=datetime.fromisoformat(about["until"]).astimezone(UTC),
        )


def _is_old(path: Path, now: datetime) -> bool:
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:  # another sweeper was faster
        return False
    return written < now - LEFT_BEHIND
