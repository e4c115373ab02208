"""``projections``: where the tables stand, and making them again."""

import json
import sqlite3
from contextlib import closing

from tests.entrypoints.cli.conftest import Shell


def spoil(shell: Shell) -> None:
    with closing(sqlite3.connect(shell.home / "tables.db")) as tables, tables:
        tables.execute("UPDATE users SET name = 'Somebody else'")


def test_status_says_how_far_the_tables_are(shell: Shell) -> None:
    shell.user()

    status = shell("projections", "status", "--json").json
    assert status["log"] == status["tables"] > 0
    assert status["lag"] == 0
    at_the_end = {"position": status["log"], "lag": 0}
    assert status["readers"] == {"read_models": at_the_end}
    assert (status["sends_waiting"], status["webhooks_waiting"]) == (0, 0)
    assert "Events behind: 0" in shell("projections", "status").out


def test_rows_that_agree_with_the_log_are_verified(shell: Shell) -> None:
    shell.user()

    said = shell("projections", "verify")
    assert said.status == 0
    assert {line.split()[0] for line in said.lines} == {"ok"}


def test_a_row_that_does_not_is_named(shell: Shell) -> None:
    shell.user()
    spoil(shell)

    said = shell("projections", "verify", "users", "--json")
    assert said.status == 1
    assert said.json["ok"] is False
    assert len(said.json["digest"]) == len(said.json["digest_told"]) == 64
    assert said.json["digest"] != said.json["digest_told"]
    assert said.json["first_difference"] == {"id": 1, "columns": ["name"]}
    wrong = shell("projections", "verify", "users").out
    assert wrong.startswith("WRONG users: 1 rows, the log tells 1; first at 1 in name")


def test_a_rebuild_mends_it(shell: Shell) -> None:
    shell.user()
    spoil(shell)
    said = shell("projections", "rebuild", "users")

    assert said.status == 0
    assert said.err.endswith("Rebuilt: users.\n")
    assert shell("projections", "verify").status == 0


def test_all_tables_are_rebuilt_unless_some_are_named(shell: Shell) -> None:
    shell.user()
    spoil(shell)
    said = shell("projections", "rebuild")

    *progress, done = said.err.splitlines()
    assert done == "Rebuilt: every table."
    last = json.loads(progress[-1])
    assert last["done"] == last["total"] > 0
    assert (last["events_per_second"] > 0, last["seconds_left"]) == (True, 0)
    assert shell("projections", "verify").status == 0


def test_a_table_there_is_not_is_refused(shell: Shell) -> None:
    said = shell("projections", "verify", "nothing")

    assert said.status == 2
    assert "'nothing' is not one of" in said.err
