"""``doctor`` finds what is missing, and says the remedy."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from adapters.whatsapp_web import wa_js
from tests.entrypoints.cli.conftest import Shell


def findings(shell: Shell) -> dict[str, Any]:
    lines = shell("doctor", "--json").lines
    return {it["check"]: it for it in map(json.loads, lines)}


def test_a_complete_place_is_well(shell: Shell) -> None:
    said = shell("doctor")

    assert said.status == 0
    assert {line.split()[0] for line in said.lines} == {"ok"}


def test_a_browser_that_is_not_there_is_missed(shell: Shell) -> None:
    shell.set(chromium="/no/such/browser")

    assert shell("doctor").status == 1
    browser = findings(shell)["browser"]
    assert not browser["ok"]
    assert "There is no browser at /no/such/browser. Install" in browser["said"]


def test_a_bundle_that_is_not_there_is_missed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wa_js, "bundle", partial(wa_js.bundle, Path("/no/bundle")))

    bundle = findings(shell)["wa-js bundle"]
    assert not bundle["ok"]
    assert "make setup" in bundle["said"]


def test_a_wrong_master_key_is_found(shell: Shell) -> None:
    shell.set(master_key="short")

    assert not findings(shell)["master key"]["ok"]


def test_a_database_out_of_reach_is_found(shell: Shell) -> None:
    shell.set(events_url="sqlite:////proc/nothing/events.db")

    found = findings(shell)
    assert not found["events database"]["ok"]
    assert "Check MESSENGER_BRAIN_EVENTS_URL" in found["events database"]["said"]
    assert found["tables database"]["ok"]
    assert "master key" not in found


def test_a_data_directory_that_cannot_be_is_one_finding(shell: Shell) -> None:
    shell.set(home="/proc/nothing")

    failed = [it for it in shell("doctor").lines if it.startswith("FAILED")]
    assert len(failed) == 1
    assert "MESSENGER_BRAIN_HOME" in failed[0]


def test_a_file_that_is_no_database_is_told_with_both_ways_out(shell: Shell) -> None:
    shell.home.mkdir()
    (shell.home / "tables.db").mkdir()

    said = findings(shell)["tables database"]["said"]
    assert "MESSENGER_BRAIN_HOME" in said
    assert "MESSENGER_BRAIN_TABLES_URL" in said


def test_no_password_is_shown(shell: Shell) -> None:
    shell.set(tables_url="postgresql+psycopg://me:hunter2@127.0.0.1:1/nothing")

    assert "hunter2" not in shell("doctor").out
