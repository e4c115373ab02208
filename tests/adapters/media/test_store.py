"""What is kept can be had by its token until its time is over, and no longer."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.media import MediaRefused, MediaStore
from domain.message.kinds import MediaKind
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
