"""A sealed file gives out what was put in, or nothing that was changed."""

import io
import os

import pytest

from adapters.security import sealed_file
from adapters.security.sealed_file import (
    MAGIC,
    PIECE,
    SealedReader,
    SealedWriter,
    WrongPassphrase,
)

PASSPHRASE = "correct horse battery"
HEADER = sealed_file.HEADER_BYTES


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_file, "COST", 2)


def sealed(data: bytes) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, PASSPHRASE)
    writer.write(data)
    writer.finish()
    return file.getvalue()


def opened(file: bytes, passphrase: str = PASSPHRASE) -> bytes:
    reader = SealedReader(io.BytesIO(file), passphrase)
    return b"".join(iter(lambda: reader.read(70_000) or b"", b""))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_put_in_comes_out(size: int) -> None:
    data = os.urandom(size)

    assert opened(sealed(data)) == data


def test_nothing_of_it_can_be_read_in_the_file() -> None:
    assert b"a secret" not in sealed(b"a secret")


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphrase):
        opened(sealed(b"a secret"), "wrong horse battery")


@pytest.mark.parametrize("place", [len(MAGIC), HEADER - 1, HEADER, -1])
def test_a_changed_byte_is_seen(place: int) -> None:
    file = bytearray(sealed(b"a secret"))
    file[place] ^= 1

    with pytest.raises(WrongPassphrase):
        opened(bytes(file))


def test_a_piece_that_was_cut_off_is_missed() -> None:
    file = sealed(bytes(2 * PIECE))

    with pytest.raises(WrongPassphrase):
        opened(file[: HEADER + PIECE + 16])


def test_pieces_do_not_change_places() -> None:
    file, long = sealed(bytes(3 * PIECE)), PIECE + 16
    pieces = [file[HEADER + it * long : HEADER + (it + 1) * long] for it in range(3)]

    with pytest.raises(WrongPassphrase):
        opened(file[:HEADER] + pieces[1] + pieces[0] + pieces[2])


def test_another_kind_of_file_is_said_to_be_one() -> None:
    with pytest.raises(WrongPassphrase, match="no file of a session"):
        opened(b"PK\x03\x04")


def test_a_file_that_ends_within_its_beginning_is_no_file_of_a_session() -> None:
    with pytest.raises(WrongPassphrase, match="no file of a session"):
        opened(sealed(b"a secret")[: HEADER - 1])
