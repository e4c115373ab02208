"""A profile as a stream: everything a login needs, and no cache."""

import io
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from adapters.whatsapp_web.caches import found
from adapters.whatsapp_web.profile import STALE, Profile

NOTE: Final = "session.json"
FILES: Final = "profile"
OURS: Final = {*STALE, "gateway.lock", "browser.json"}
"""Of this machine and moment: where they are copied to they would be wrong."""


class NoArchive(ValueError):
    """The stream is not one that was packed here."""


@contextmanager
def held(directory: Path) -> Iterator[Profile]:
    """The profile, kept from every browser. Raises PageLost while one has it."""
    profile = Profile(directory)
    profile.acquire()
    try:
        yield profile
    finally:
        profile.release()


def pack(profile: Profile, note: bytes, stream: IO[bytes]) -> None:
    """``note`` comes first, so that it can be read before anything is unpacked."""
    caches = {*found(profile.directory)}
    with tarfile.open(fileobj=stream, mode="w|") as archive:
        entry = tarfile.TarInfo(NOTE)
        entry.size = len(note)
        archive.addfile(entry, io.BytesIO(note))
        for path in sorted(profile.directory.rglob("*")):
            if _belongs(path) and caches.isdisjoint(path.parents):
                name = path.relative_to(profile.directory)
                archive.add(path, f"{FILES}/{name}", recursive=False)


def _belongs(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.name not in OURS


class Unpacking:
    """Reads an archive once, from its beginning."""

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            self._archive = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115
            first = self._archive.next()
            content = self._archive.extractfile(first) if first else None
        except tarfile.TarError as error:
            raise NoArchive("There is no session in this file.") from error
        if first is None or content is None or first.name != NOTE:
            raise NoArchive("There is no session in this file.")
        self.note = content.read()

    def into(self, profile: Profile) -> None:
        """In place of what the profile has; whole, or not at all."""
        directory = profile.directory
        aside = directory.with_name(f"{directory.name}.importing")
        shutil.rmtree(aside, ignore_errors=True)
        try:
            (aside / FILES).mkdir(parents=True)
            while member := self._archive.next():
                self._archive.extract(member, aside, filter="data")
            _exchange(directory, aside / FILES)
        except tarfile.TarError as error:
            raise NoArchive("What is in it can't be unpacked.") from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _exchange(directory: Path, files: Path) -> None:
    """The lock stays where it is: it is what keeps others out meanwhile."""
    for old in directory.iterdir():
        if old.name == "gateway.lock":
            continue
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink()
    for new in files.iterdir():
        new.rename(directory / new.name)
