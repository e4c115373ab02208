"""A profile: one browser at a time, and none left over from a gateway that died."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.whatsapp_web import profile as profiles
from adapters.whatsapp_web.local_storage import LocalStorageCopy
from adapters.whatsapp_web.profile import Profile
from domain.whatsapp import PageLost


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    profile = Profile(tmp_path / "1")
    profile.acquire()
    yield profile
    profile.release()


@pytest.fixture
def browser() -> Iterator[subprocess.Popen[bytes]]:
    """Stands in for a browser that does not end by itself."""
    with subprocess.Popen(["/bin/sleep", "60"], start_new_session=True) as process:
        yield process
        process.kill()


def test_a_profile_has_one_user_at_a_time(profile: Profile) -> None:
    with pytest.raises(PageLost, match="Another browser"):
        Profile(profile.directory).acquire()

    profile.release()
    again = Profile(profile.directory)
    again.acquire()
    again.release()


def test_nobody_else_may_read_it(profile: Profile) -> None:
    assert profile.directory.stat().st_mode & 0o777 == 0o700


def test_a_browser_left_over_is_ended(
    profile: Profile,
    browser: subprocess.Popen[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(profiles, "GRACE_SECONDS", 0.1)
    profile.belongs_to(browser.pid)
    profile.release()
    profile.acquire()

    assert browser.wait(timeout=5) == -9


def test_another_process_of_the_same_number_is_left_alone(
    profile: Profile, browser: subprocess.Popen[bytes]
) -> None:
    profile.belongs_to(browser.pid)
    note = profile.directory / "browser.json"
    note.write_text(f'{{"pid": {browser.pid}, "started": "1"}}')
    profile.release()
    profile.acquire()

    assert browser.poll() is None


@pytest.mark.parametrize("note", ["", "{}", "[]", '{"pid": 999999999, "started": "1"}'])
def test_a_note_that_says_nothing_is_no_hindrance(profile: Profile, note: str) -> None:
    (profile.directory / "browser.json").write_text(note)
    profile.release()
    profile.acquire()


def test_a_profile_remembers_its_login(profile: Profile) -> None:
    assert not profile.logged_in
    profile.logged_in = True
    assert Profile(profile.directory).logged_in

    profile.logged_in = False
    assert not Profile(profile.directory).logged_in


def test_a_directory_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(PageLost, match="can't be used"):
        Profile(tmp_path / "file" / "1").acquire()


def test_a_copy_of_the_local_storage_is_given_back_until_it_is_dropped(
    tmp_path: Path,
) -> None:
    copy = LocalStorageCopy(tmp_path)
    assert copy.script() is None

    copy.keep({"last-wid-md": '"34600111222@c.us"'})
    script = copy.script()
    assert script
    assert '{"last-wid-md": "\\"34600111222@c.us\\""}' in script
    assert (tmp_path / "local-storage.json").stat().st_mode & 0o077 == 0

    copy.drop()
    assert copy.script() is None
