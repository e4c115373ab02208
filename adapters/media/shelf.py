"""Files kept for some hours under names that nobody can guess.

A file's type, name and end are beside it in a file of JSON, which is written last: what
has one is whole.
"""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
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

    def place(self) -> Path:
        """Where a file can be written that is not there yet."""
        self._passing.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._passing / secrets.token_urlsafe(16)

    def adopt(self, path: Path, *, mimetype: str, name: str, until: datetime) -> Kept:
        """Keep a file that was written to a ``place``; it moves."""
        self._files.mkdir(mode=0o700, parents=True, exist_ok=True)
        token = secrets.token_urlsafe(32)
        about = {"mimetype": mimetype, "name": name, "until": until.isoformat()}
        written = self.place()
        written.write_text(json.dumps(about), "utf-8")
        path.replace(self._files / token)
        written.replace(self._files / f"{token}.json")
        return self._kept(token, about)

    def find(self, token: str, *, now: datetime) -> Kept | None:
        """None when there is no such file, or its time is over."""
        if not TOKEN.fullmatch(token):
            return None
        try:
            about = json.loads((self._files / f"{token}.json").read_text("utf-8"))
            kept = self._kept(token, about)
        except FileNotFoundError:
            return None
        return kept if now < kept.expires_at else None

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
            if self.find(about.stem, now=now) is None:
                yield about.with_suffix("")

    def _left_behind(self, now: datetime) -> Iterator[Path]:
        for path in [*self._files.glob("*"), *self._passing.glob("*")]:
            alone = path.suffix != ".json" and not path.with_suffix(".json").exists()
            if alone and _written(path) < now - LEFT_BEHIND:
                yield path

    def _kept(self, token: str, about: dict[str, str]) -> Kept:
        path = self._files / token
        return Kept(
            token=token,
            url=self._address + token,
            path=path,
            mimetype=about["mimetype"],
            name=about["name"],
            size=path.stat().st_size,
            expires_at=datetime.fromisoformat(about["until"]),
        )


def _written(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:  # another sweeper was faster
        return datetime.max.replace(tzinfo=UTC)
