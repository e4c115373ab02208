"""The bundle and the browser are found, or it is said what to do."""

from pathlib import Path

import pytest

from adapters.whatsapp_web import executable as executables
from adapters.whatsapp_web.chromium import user_agent
from adapters.whatsapp_web.executable import Executable, find_executable
from adapters.whatsapp_web.wa_js import BundleDamaged, bundle, hooks
from domain.whatsapp import PageLost


def test_the_bundle_is_the_published_one() -> None:
    assert "wppconnect-team/wa-js v4.6.0" in bundle()


def test_a_changed_bundle_is_refused_with_the_remedy(tmp_path: Path) -> None:
    changed = tmp_path / "wa-js.js"
    changed.write_text(bundle() + ";")

    with pytest.raises(BundleDamaged, match="make setup"):
        bundle(changed)


def test_a_missing_bundle_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BundleDamaged, match="make setup"):
        bundle(tmp_path / "wa-js.js")


def test_the_hooks_run_in_no_frame_inside_the_page() -> None:
    assert hooks().startswith("if (window === window.top")


def test_the_wrapper_of_headless_shell_is_passed_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapper, binary = (tmp_path / it / "chromium-headless-shell" for it in "ab")
    for file in (wrapper, binary):
        file.parent.mkdir()
        file.touch()
    monkeypatch.setattr(executables, "HEADLESS_SHELL", binary)

    assert find_executable(wrapper) == find_executable() == Executable(binary)


def test_a_full_browser_is_the_last_resort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chromium = tmp_path / "chromium"
    chromium.touch(mode=0o755)
    monkeypatch.setattr(executables, "HEADLESS_SHELL", tmp_path / "missing")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_executable() == Executable(chromium)
    assert not find_executable().is_headless_shell


def test_no_browser_at_all_comes_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executables, "HEADLESS_SHELL", tmp_path / "missing")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(PageLost, match="Install"):
        find_executable()


def test_the_browser_does_not_say_that_it_is_headless() -> None:
    assert "Chrome/156.0.0.0" in user_agent("156.0.8078.79")
    assert "Headless" not in user_agent("156.0.8078.79")
