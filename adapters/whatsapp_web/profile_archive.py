"""A profile as a stream: everything a login needs, and no cache."""

import io
import shutil
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from adapters.whatsapp_web.caches import found
from adapters.whatsapp_web.profile import STALE, Profile

NOTE: Final = "session.json"
FILES: Final = "profile"
UNFINISHED: Final = "importing-"
STALE_SECONDS: Final = 3600.0
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


def pack(profile: Profile, note: bytes, stream: IO[bytes]) -> int:
    """``note``, then the files of the profile. Returns how many these were."""
    files = [*_files(profile.directory)]
    with tarfile.open(fileobj=stream, mode="w|") as archive:
        entry = tarfile.TarInfo(NOTE)
        entry.size = len(note)
        archive.addfile(entry, io.BytesIO(note))
        for path in files:
            name = path.relative_to(profile.directory)
            archive.add(path, f"{FILES}/{name}", recursive=False)
    return len(files)


def _files(directory: Path) -> Iterator[Path]:
    caches = {*found(directory)}
    for path in sorted(directory.rglob("*")):
        if _belongs(path) and caches.isdisjoint(path.parents):
            yield path


def _belongs(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.name not in OURS


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive held, on disk and of nobody yet."""

    note: bytes
    files: Path

    def into(self, profile: Profile) -> None:
        """In place of what the profile has."""
        _exchange(profile.directory, self.files)


@contextmanager
def unpacked(stream: IO[bytes], profiles: Path) -> Iterator[Unpacked]:
    """All of it, beside the profiles: whatever is wrong is seen before one is touched.

    Raises NoArchive, also when it holds no file of a profile.
    """
    profiles.mkdir(parents=True, exist_ok=True)
    _sweep(profiles)
    with TemporaryDirectory(dir=profiles, prefix=UNFINISHED) as name:
        note, files = Path(name) / NOTE, Path(name) / FILES
        _unpack(stream, Path(name))
        if not note.is_file() or not any(it.is_file() for it in files.rglob("*")):
            raise NoArchive("There is no login in it.")
        yield Unpacked(note.read_bytes(), files)


def _sweep(profiles: Path) -> None:
    """An import that was killed leaves a login behind, which is nobody's any more."""
    for left in profiles.glob(f"{UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _unpack(stream: IO[bytes], directory: Path) -> None:
    """To the very end: what follows the last file may be changed or cut off, too."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            archive.extractall(directory, filter="data")
    except tarfile.TarError as error:
        raise NoArchive("What is in it can't be unpacked.") from error
    while stream.read(tarfile.RECORDSIZE):
        pass


def _exchange(directory: Path, files: Path) -> None:
    """The lock stays where it is: it is what keeps others out meanwhile."""
    aside = files.parent / "aside"
    aside.mkdir()
    for old in [*directory.iterdir()]:
        if old.name != "gateway.lock":
            old.rename(aside / old.name)
    for new in [*files.iterdir()]:
        new.rename(directory / new.name)
