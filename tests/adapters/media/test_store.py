"""What is kept can be had by its token until its time is over, and no longer."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.media import Kept, MediaRefused, MediaStore, MediaUnavailable
from adapters.media.shelf import Shelf
from domain.message.kinds import MB, MediaKind
from tests.adapters.media.conftest import PUBLIC_URL
from tests.adapters.media.files import left_in, pieces
from tests.support.clock import FixedClock
from tests.support.file_server import JPEG


async def test_a_file_is_kept_under_a_name_that_nobody_can_guess(
    store: MediaStore, clock: FixedClock
) -> None:
    kept = await store.keep(
        pieces(JPEG[:4], JPEG[4:]), mimetype="image/jpeg", name="a.jpg", hours=24
    )

    assert kept.path.read_bytes() == JPEG
    assert kept.url == f"{PUBLIC_URL}/media/{kept.token}"
    assert len(kept.token) >= 40
    assert (kept.mimetype, kept.name, kept.size) == ("image/jpeg", "a.jpg", len(JPEG))
    assert kept.expires_at == clock.now() + timedelta(hours=24)
    assert store.find(kept.token) == kept
    assert store.path_of(kept.token) == kept.path


@pytest.mark.parametrize("token", ["", "..", "../../etc/passwd", "a" * 43, "é" * 43])
def test_nothing_is_found_under_another_name(store: MediaStore, token: str) -> None:
    assert store.find(token) is None


async def test_its_type_is_seen_when_it_is_not_said(store: MediaStore) -> None:
    kept = await store.keep(pieces(JPEG), mimetype="", hours=1)

    assert (kept.mimetype, kept.name) == ("image/jpeg", "file.jpg")


@pytest.mark.parametrize(
    "said", ["image/x\r\nSet-Cookie: a=b", "image", "/", "a/b/c", "im age/png", "é/é"]
)
async def test_what_is_no_type_is_not_kept_as_one(store: MediaStore, said: str) -> None:
    kept = await store.keep(pieces(b"\x00\x01"), mimetype=said, hours=1)

    assert kept.mimetype == "application/octet-stream"


SPOILT = [
    "",
    '{"mimetype": "image',
    "[]",
    "3",
    "{}",
    '{"mimetype": "a/b", "name": "x", "until": "soon"}',
    '{"mimetype": 1, "name": "x", "until": 2}',
]


@pytest.mark.parametrize("about", SPOILT)
async def test_what_can_not_be_read_is_not_there_and_is_swept_when_old(
    store: MediaStore, tmp_path: Path, about: str
) -> None:
    kept = await store.keep(pieces(JPEG), mimetype="", hours=1)
    note = kept.path.with_name(f"{kept.token}.json")
    note.write_text(about)
    now = datetime.now(UTC)

    assert store.find(kept.token) is None
    assert store.sweep(now) == 0
    _age(note)
    assert store.sweep(now) == 1
    assert left_in(tmp_path) == []


async def test_what_belongs_to_something_is_kept_once_and_found_again(
    store: MediaStore, clock: FixedClock, tmp_path: Path
) -> None:
    def keep() -> Kept:
        path = store.place()
        path.write_bytes(JPEG)
        return store.adopt(path, mimetype="", hours=1, whose=(1, "3A"))

    first, second = keep(), keep()
    clock.move(timedelta(minutes=50))
    again = store.again((1, "3A"), hours=1)

    assert first == second
    assert len(left_in(tmp_path)) == 2  # the file, and what is said of it
    assert again is not None
    assert (again.token, again.expires_at) == (
        first.token,
        clock.now() + timedelta(hours=1),
    )
    assert store.find(first.token) == again
    assert store.again((2, "3A"), hours=1) is None
    clock.move(timedelta(hours=1))
    assert store.again((1, "3A"), hours=1) is None


@pytest.mark.parametrize("left", [0, 255 * MB])
def test_nothing_is_taken_in_when_the_disk_is_nearly_full(
    store: MediaStore, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    monkeypatch.setattr(Shelf, "free", lambda _: left)

    with pytest.raises(MediaUnavailable, match="no room"), store.room():
        raise AssertionError


@pytest.mark.parametrize("parts", [[], [b""], [bytes(6), bytes(5)]])
async def test_too_much_or_nothing_is_not_kept(
    store: MediaStore, tmp_path: Path, parts: list[bytes]
) -> None:
    with pytest.raises(MediaRefused):
        await store.keep(pieces(*parts), mimetype="", hours=1, most=10)

    assert left_in(tmp_path) == []


async def test_it_is_gone_when_its_time_is_over(
    store: MediaStore, clock: FixedClock, tmp_path: Path
) -> None:
    short = await store.keep(pieces(JPEG), mimetype="", hours=1)
    long = await store.keep(pieces(JPEG), mimetype="", hours=24)

    clock.move(timedelta(hours=1))

    assert store.find(short.token) is None
    assert store.find(long.token) == long
    assert store.sweep(clock.now()) == 1
    assert {path.stem for path in left_in(tmp_path)} == {long.token}


async def test_what_a_dead_process_left_is_swept_later(
    store: MediaStore, tmp_path: Path
) -> None:
    kept = await store.keep(pieces(JPEG), mimetype="", hours=24 * 365 * 100)
    alone = kept.path.with_name("half-kept")
    passing = store.place()
    for path in (alone, passing):
        path.write_bytes(JPEG)
    now = datetime.now(UTC)

    assert store.sweep(now) == 0
    _age(alone, passing, kept.path)
    assert store.sweep(now) == 2
    assert {path.stem for path in left_in(tmp_path)} == {kept.token}


def _age(*paths: Path) -> None:
    for path in paths:
        os.utime(path, (0, 0))


async def test_our_own_address_is_answered_from_the_disk(store: MediaStore) -> None:
    """That host does not exist: asking it would fail."""
    kept = await store.keep(pieces(JPEG), mimetype="image/jpeg", hours=1)

    file = await store.fetch(MediaKind.IMAGE, kept.url)

    assert file.path.read_bytes() == JPEG
    assert (file.mimetype, file.name) == ("image/jpeg", "file.jpg")
    store.discard(file)
    assert kept.path.read_bytes() == JPEG
    assert not file.path.exists()


async def test_what_is_being_sent_outlives_what_was_kept(
    store: MediaStore, clock: FixedClock
) -> None:
    kept = await store.keep(pieces(JPEG), mimetype="image/jpeg", hours=1)
    file = await store.fetch(MediaKind.IMAGE, kept.url)

    clock.move(timedelta(hours=2))
    store.sweep(clock.now())

    assert file.path.read_bytes() == JPEG
    with pytest.raises(MediaRefused, match="not there any more"):
        await store.fetch(MediaKind.IMAGE, kept.url)


async def test_a_kept_file_must_suit_the_message_too(store: MediaStore) -> None:
    kept = await store.keep(pieces(b"a,b\n"), mimetype="text/csv", hours=1)

    with pytest.raises(MediaRefused, match="image takes"):
        await store.fetch(MediaKind.IMAGE, kept.url)
