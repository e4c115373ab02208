"""What a page tells is told, whatever goes wrong with a part of it."""

from pathlib import Path
from typing import Any

import pytest

from adapters.whatsapp_web.feed import Feed
from adapters.whatsapp_web.local_storage import LocalStorageCopy
from adapters.whatsapp_web.message_reports import seen
from adapters.whatsapp_web.profile import Profile
from domain.whatsapp import Linked, MessageSeen, QrShown, Report

LINKED: dict[str, Any] = {
    "kind": "linked",
    "wid": "34600111222@c.us",
    "lid": None,
    "pushName": None,
    "localStorage": {},
}
KEY = {"id": "3A", "remote": "34600111222@c.us", "fromMe": False}
SAID: dict[str, Any] = {"type": "chat", "key": KEY, "time": 0, "body": "hi"}
MESSAGE = {"kind": "message", "message": SAID}
ODD_EVENTS: tuple[dict[str, Any], ...] = (
    {"kind": "message", "message": SAID | {"time": None}},
    {"kind": "reaction", "key": KEY, "id": "3B", "at": 0, "fromMe": False, "text": ""},
    {"kind": "vote", "key": KEY, "voter": None, "options": [], "at": 0},
    {"kind": "unheard of"},
)


@pytest.fixture
def told() -> list[Report]:
    return []


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = Profile(tmp_path / "1")
    profile.directory.mkdir()
    return profile


@pytest.fixture
def feed(profile: Profile, told: list[Report]) -> Feed:
    return Feed(profile, told.append)


def take(feed: Feed, *events: dict[str, Any]) -> None:
    for number, event in enumerate(events, start=1):
        feed.take({"document": "d", "number": number} | event)


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


async def test_a_login_is_told_though_the_disk_is_full(
    feed: Feed,
    profile: Profile,
    told: list[Report],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LocalStorageCopy, "keep", full)
    take(feed, LINKED)

    assert [type(it) for it in told] == [Linked]
    assert profile.logged_in


async def test_a_login_is_told_though_the_note_of_it_can_not_be_written(
    feed: Feed, told: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "touch", full)
    take(feed, LINKED)

    assert [type(it) for it in told] == [Linked]


@pytest.mark.parametrize("odd", ODD_EVENTS, ids=lambda it: str(it["kind"]))
async def test_an_event_that_lacks_something_hides_no_other(
    odd: dict[str, Any], feed: Feed, told: list[Report]
) -> None:
    take(feed, odd, {"kind": "qr", "code": "2@a,b,c,d", "ttl": 20})

    assert [type(it) for it in told] == [QrShown]


async def test_what_was_odd_is_logged_without_its_words(
    feed: Feed, caplog: pytest.LogCaptureFixture
) -> None:
    take(feed, {"kind": "qr", "code": ["a secret"], "ttl": 20})

    assert "set aside: qr, ValidationError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("odd", ODD_EVENTS, ids=lambda it: str(it["kind"]))
def test_of_what_a_page_remembers_only_the_odd_is_set_aside(
    odd: dict[str, Any],
) -> None:
    assert [type(it) for it in seen([odd, MESSAGE])] == [MessageSeen]
