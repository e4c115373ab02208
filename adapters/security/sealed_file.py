"""A file under a passphrase: written and read in pieces, whatever its size.

It begins with what is needed to make the key again (scrypt) and is authenticated with
every piece. Each piece is sealed by AES-GCM under its number and whether it is the
last: none can be changed, left out, moved, or cut off without that being seen.
"""

import io
import os
from hashlib import scrypt
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC: Final = b"messenger-brain sealed 1\n"
SALT_BYTES, PREFIX_BYTES, TAG_BYTES = 16, 7, 16
HEADER_BYTES: Final = len(MAGIC) + SALT_BYTES + PREFIX_BYTES
PIECE: Final = 1024 * 1024

COST, BLOCK, LANES = 2**16, 8, 1
"""64 MB and a fraction of a second for each passphrase that is tried."""


class WrongPassphrase(ValueError):
    """Another passphrase, or the file was changed or cut off."""


class _Cipher:
    def __init__(self, passphrase: str, header: bytes) -> None:
        self._header = header
        salt = header[len(MAGIC) : len(MAGIC) + SALT_BYTES]
        self._prefix = header[len(MAGIC) + SALT_BYTES :]
        self._aes = AESGCM(_key(passphrase, salt))
        self._number = 0

    def seal(self, piece: bytes, *, last: bool) -> bytes:
        return self._aes.encrypt(self._nonce(last=last), piece, self._header)

    def open(self, piece: bytes, *, last: bool) -> bytes:
        """Raises WrongPassphrase."""
        try:
            return self._aes.decrypt(self._nonce(last=last), piece, self._header)
        except InvalidTag as error:
            raise WrongPassphrase(
                "The passphrase is another, or the file was changed or cut off."
            ) from error

    def _nonce(self, *, last: bool) -> bytes:
        number = self._number.to_bytes(4, "big")
        self._number += 1
        return self._prefix + number + bytes([last])


def _key(passphrase: str, salt: bytes) -> bytes:
    return scrypt(
        passphrase.encode(),
        salt=salt,
        n=COST,
        r=BLOCK,
        p=LANES,
        maxmem=2 * 128 * COST * BLOCK + PIECE,
        dklen=32,
    )


class SealedWriter(io.RawIOBase):
    """Complete only once it was closed."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        header = MAGIC + os.urandom(SALT_BYTES + PREFIX_BYTES)
        self._cipher = _Cipher(passphrase, header)
        self._file = file
        self._waiting = bytearray()
        file.write(header)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """What was left is the last piece."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.seal(piece, last=last))


class SealedReader(io.RawIOBase):
    """Gives out nothing that was not authenticated. Raises WrongPassphrase."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        header = file.read(HEADER_BYTES)
        if not header.startswith(MAGIC) or len(header) < HEADER_BYTES:
            raise WrongPassphrase("This is no file of a session, or a newer one.")
        self._cipher = _Cipher(passphrase, header)
        self._file = file
        self._next = file.read(PIECE + TAG_BYTES)
        self._open = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._open and not self._ended:
            self._take()
        taken = self._open[: len(buffer)]
        buffer[: len(taken)] = taken
        self._open = self._open[len(taken) :]
        return len(taken)

    def _take(self) -> None:
        piece, self._next = self._next, self._file.read(PIECE + TAG_BYTES)
        self._ended = not self._next
        self._open = self._cipher.open(piece, last=self._ended)
