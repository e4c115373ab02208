"""``events``: the log on a terminal. Import: see ``test_importing.py``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.entrypoints.cli.conftest import Shell


def test_the_log_is_listed_the_oldest_first(shell: Shell) -> None:
    shell.user()

    lines = shell("events", "list").lines
    assert lines[0].split()[0] == "1"
    assert lines[0].endswith("plan:1  plan.added")


def test_it_can_be_narrowed(shell: Shell) -> None:
    shell.user()

    (line,) = shell("events", "list", "--type", "user.registered", "--json").lines
    event = json.loads(line)
    assert event["stream"] == "user:1"
    assert event["actor"] == "operator"
    streams = shell("events", "list", "--stream", "user:1", "--json").lines
    assert {json.loads(line)["stream"] for line in streams} == {"user:1"}
    assert len(shell("events", "list", "--limit", "2").lines) == 2
    (after,) = shell("events", "list", "--after", "3", "--limit", "1").lines
    assert after.split()[0] == "4"


def test_one_is_shown_whole(shell: Shell) -> None:
    shell.user()

    event = json.loads(shell("events", "show", "1").out)
    assert event["position"] == 1
    assert event["data"]["slug"] == "trial"


@pytest.mark.parametrize("position", ["0", "1000"])
def test_one_that_is_not_there_is_said(shell: Shell, position: str) -> None:
    assert shell.refused("events", "show", position).startswith("The log ends at ")


def test_bad_options_are_refused(shell: Shell) -> None:
    assert shell("events", "show", "first").status == 2
    assert shell("events", "list", "--limit", "-1").status == 2


def test_a_state_is_of_a_position_or_a_time(shell: Shell) -> None:
    shell.user()

    for then in ("1", "9" * 30, "2999-01-01", "2999-01-01T00:00:00Z"):
        state = shell("events", "state", "plan:1", "--as-of", then)
        assert json.loads(state.out)["slug"] == "trial"
    assert "There was no" in shell.refused(
        "events", "state", "plan:1", "--as-of", "2001-01-01"
    )


@pytest.mark.parametrize("then", ["²", "٣", "-1", "noon", "", "0001-01-01", "9" * 5000])
def test_what_is_neither_is_refused(shell: Shell, then: str) -> None:
    said = shell.refused("events", "state", "plan:1", "--as-of", then)

    assert "There was no" in said or "neither a position nor" in said


def test_an_export_is_imported_once(shell: Shell, tmp_path: Path) -> None:
    shell.user()
    export = shell("events", "export").out
    shell.set(home=tmp_path / "copy", master_key="5e" * 32)

    cut_off = shell.refused("events", "import", "-", stdin=export[:-2])
    assert cut_off.startswith("Refused: Line ")
    imported = shell("events", "import", "-", stdin=export)
    assert imported.err == f"Imported {export.count(chr(10)) - 1} events.\n"
    assert shell("projections", "status", "--json").json["lag"] == 0
    again = shell.refused("events", "import", "-", stdin=export)
    assert "delete both databases" in again


def test_the_tail_tells_what_other_processes_do(shell: Shell) -> None:
    shell.user()
    tail = subprocess.Popen(
        [sys.executable, "-m", "entrypoints.cli", "events", "tail", "--after", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert tail.stdout
    try:
        assert json.loads(tail.stdout.readline())["position"] == 1
        stream = f"user:{shell.user('bea@example.com')['user_id']}"
        told = (json.loads(line) for line in tail.stdout)
        assert next(it for it in told if it["stream"] == stream)
    finally:
        tail.kill()
        tail.communicate()
