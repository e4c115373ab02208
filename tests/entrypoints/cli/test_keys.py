"""``keys``: the master key is changed, and everything can still be read."""

import pytest

from tests.entrypoints.cli.conftest import Shell

SETTING = "MESSENGER_BRAIN_MASTER_KEY"


def test_after_a_new_master_key_everything_is_read_as_before(shell: Shell) -> None:
    shell.user()
    before = shell("users", "list").out

    said = shell("keys", "rotate")

    assert "1 personal keys" in said.out
    assert len((shell.home / "master.key").read_text().split()) == 2
    assert shell("users", "list").out == before
    assert shell("projections", "verify").status == 0


def test_a_persons_key_needs_only_the_new_one(shell: Shell) -> None:
    shell.user()
    shell("keys", "rotate")
    newest, _ = (shell.home / "master.key").read_text().split()
    (shell.home / "master.key").write_text(newest)

    assert shell("projections", "verify").status == 0


def test_a_given_key_is_changed_in_the_setting(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = "ab" * 32, "cd" * 32
    monkeypatch.setenv(SETTING, old)
    shell.user()

    refused = shell("keys", "rotate")
    assert refused.status == 2
    assert "keys rewrap" in refused.err

    monkeypatch.setenv(SETTING, f"{new},{old}")
    assert "1 personal keys" in shell("keys", "rewrap").out

    monkeypatch.setenv(SETTING, new)
    assert shell("projections", "verify").status == 0
