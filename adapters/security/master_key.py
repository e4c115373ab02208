"""The keys under which secrets are kept: from the settings, or from a file.

There may be several, the newest first: that one seals, all of them open. A key is
changed by putting another before it; the old one stays for what it has sealed.
"""

import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from adapters.security.private_file import flush_directory

KEY_BYTES = 32
FILE_NAME = "master.key"


def master_keys(
    home: Path, setting: str | None = None, *, create: bool = True
) -> tuple[bytes, ...]:
    """32 bytes each. Without a setting, those in HOME/master.key, made when missing.

    ``create`` is False where a new key can't be the right one. Raises ValueError when
    what is given, or in the file, is not 64 hex digits a key, or is not there.
    """
    if setting is not None:
        return _parsed(setting, "MESSENGER_BRAIN_MASTER_KEY")
    path = home / FILE_NAME
    if not path.exists():
        if not create:
            raise ValueError(
                f"{path} is missing, and there is a log that was sealed under it: put "
                "it back, or give its key as MESSENGER_BRAIN_MASTER_KEY."
            )
        _create(path)
    return _parsed(path.read_text(), str(path))


def add_master_key(home: Path) -> tuple[bytes, ...]:
    """Put a new key before those in HOME/master.key; return all of them."""
    keys = (secrets.token_bytes(KEY_BYTES), *master_keys(home))
    path, new = home / FILE_NAME, home / f"{FILE_NAME}.new"
    new.unlink(missing_ok=True)  # of an attempt that was interrupted
    with _written(home, keys) as draft:
        os.link(draft.name, new)
    new.replace(path)
    flush_directory(home)
    return keys


def _parsed(text: str, source: str) -> tuple[bytes, ...]:
    with suppress(ValueError):
        keys = tuple(bytes.fromhex(key) for key in re.split(r"[\s,]+", text.strip()))
        if {len(key) for key in keys} == {KEY_BYTES}:
            return keys
    raise ValueError(
        f"{source} must hold {KEY_BYTES * 2} hexadecimal digits,"
        " such as `openssl rand -hex 32` prints; of several keys the newest first."
    )


def _create(path: Path) -> None:
    """Whole or not at all; when processes race, the first one's key is everybody's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_bytes(KEY_BYTES)
    with _written(path.parent, [key]) as draft, suppress(FileExistsError):
        os.link(draft.name, path)
    flush_directory(path.parent)  # a lost key loses the secrets


@contextmanager
def _written(home: Path, keys: Sequence[bytes]) -> Iterator[IO[str]]:
    """A file of these keys, on disk, for its owner alone; to be linked into place."""
    with NamedTemporaryFile("w", dir=home, prefix=".master-") as draft:
        draft.writelines(f"{key.hex()}\n" for key in keys)
        draft.flush()
        os.fsync(draft.fileno())
        yield draft
