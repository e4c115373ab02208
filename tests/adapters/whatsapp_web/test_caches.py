"""A profile's caches stay bounded, and nothing else of it is touched."""

from pathlib import Path

from adapters.whatsapp_web import caches
from adapters.whatsapp_web.profile import Profile

LOGIN = ("Default/IndexedDB/a", "Default/Local Storage/leveldb/b", "Default/Cookies")


def filled(profile: Path, *names: str, size: int = 10) -> None:
    for name in names:
        (profile / name).parent.mkdir(parents=True, exist_ok=True)
        (profile / name).write_bytes(bytes(size))


def test_what_is_of_no_use_goes_and_a_login_stays(tmp_path: Path) -> None:
    filled(tmp_path, *LOGIN, "Default/GPUCache/index", "Crashpad/reports/r")
    caches.trim(tmp_path)

    assert not (tmp_path / "Default/GPUCache").exists()
    assert not (tmp_path / "Crashpad").exists()
    assert all((tmp_path / name).is_file() for name in LOGIN)


def test_what_saves_a_start_stays_until_it_takes_too_much(tmp_path: Path) -> None:
    scripts = "Default/Service Worker/CacheStorage/1/x"
    filled(tmp_path, *LOGIN, "Default/Cache/Cache_Data/f_1", scripts, size=100)
    caches.trim(tmp_path, most=200 + 4096 * 10)
    assert (tmp_path / scripts).exists()

    caches.trim(tmp_path, most=199)
    assert not (tmp_path / "Default/Cache").exists()
    assert not (tmp_path / "Default/Service Worker").exists()
    assert all((tmp_path / name).is_file() for name in LOGIN)


def test_a_profile_in_use_elsewhere_is_not_touched(tmp_path: Path) -> None:
    filled(tmp_path, "Default/GPUCache/index")
    Profile(tmp_path).trim()

    assert (tmp_path / "Default/GPUCache").exists()
