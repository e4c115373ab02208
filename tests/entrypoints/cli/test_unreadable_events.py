"""A log that a newer version has written to: one line says so, and nothing is lost."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.entrypoints.cli.conftest import Shell


@pytest.fixture
def newer(shell: Shell) -> Shell:
    """Its last event is unknown to this version, and not in the tables yet."""
    shell.user()
    with closing(sqlite3.connect(shell.home / "events.db")) as log, log:
        log.execute("UPDATE log_head SET position = position + 1")
        log.execute(
            "INSERT INTO events SELECT position, 'user:1', 99, 'user.teleported', "
            "CAST('{}' AS BLOB) FROM log_head"
        )
    return shell


def end(shell: Shell) -> int:
    return int(shell("projections", "status", "--json").json["log"])


@pytest.mark.parametrize(
    "command",
    [
        ("projections", "verify"),
        ("projections", "rebuild"),
        ("users", "list"),
        ("events", "state", "user:1"),
        ("tokens", "create", "--user", "1"),
    ],
    ids=" ".join,
)
def test_what_needs_it_ends_in_one_line(newer: Shell, command: tuple[str, ...]) -> None:
    line = newer.refused(*command)

    assert line.startswith(f"Refused: Position {end(newer)}: user:1/99: ")
    assert line.endswith("'user.teleported'. A newer version wrote it; start that one.")


def test_an_export_is_not_whole_and_says_so(newer: Shell) -> None:
    said = newer("events", "export")

    assert said.status == 2
    assert "user.teleported" in said.err


def test_status_looks_and_moves_nothing(newer: Shell) -> None:
    for _ in range(2):
        said = newer("projections", "status", "--json")
        assert (said.status, said.err, said.json["lag"]) == (0, "", 1)


def test_it_is_shown_by_its_name(newer: Shell) -> None:
    said = newer("events", "show", str(end(newer)))

    shown = json.loads(said.out)
    assert (said.status, said.err) == (0, "")
    assert (shown["stream"], shown["type"]) == ("user:1", "user.teleported")
    assert shown["data"] is None
    assert "A newer version wrote it" in shown["note"]


def test_it_is_listed_among_the_others(newer: Shell) -> None:
    said = newer("events", "list")

    assert (said.status, said.err) == (0, "")
    assert len(said.lines) == end(newer)
    assert said.lines[-1].endswith("user:1  user.teleported")
    (told,) = newer("events", "list", "--type", "user.teleported", "--json").lines
    assert json.loads(told)["data"] is None


def test_what_a_command_did_is_told_all_the_same(newer: Shell) -> None:
    said = newer(
        *("users", "create", "--name", "Bea", "--email", "bea@example.com"),
        *("--password-stdin", "--json"),
        stdin="correct horse battery\n",
    )

    assert said.status == 0
    assert said.json["token"]
    assert said.err.startswith("The tables do not follow the log: Position ")


def test_nothing_is_lost(newer: Shell) -> None:
    newer("projections", "rebuild")
    with closing(sqlite3.connect(newer.home / "events.db")) as log, log:
        log.execute("UPDATE log_head SET position = position - 1")
        log.execute("DELETE FROM events WHERE type = 'user.teleported'")

    assert newer("projections", "verify").status == 0
