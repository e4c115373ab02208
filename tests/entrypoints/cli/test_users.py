"""``users`` and ``tokens``."""

import pytest

from tests.entrypoints.cli.conftest import Shell


def test_a_new_user_has_a_token(shell: Shell) -> None:
    made = shell.user()

    assert made.keys() == {"user_id", "token"}
    assert made["user_id"] == 1
    assert made["token"].partition("|")[0].isdigit()


def test_the_last_line_is_for_programs(shell: Shell) -> None:
    said = shell(
        *("users", "create", "--name", "Ana", "--email", "ana@example.com"),
        *("--password-stdin", "--json"),
        stdin="correct horse battery",
    )

    assert said.status == 0
    assert said.json["user_id"] == 1


def test_for_people_it_is_a_sentence(shell: Shell) -> None:
    said = shell(
        *("users", "create", "--name", "Ana", "--email", "ana@example.com"),
        "--password-stdin",
        stdin="correct horse battery\n",
    )

    assert said.out.startswith("User 1 has the token 1|")


def test_users_are_listed(shell: Shell) -> None:
    ana, bea = shell.user(), shell.user("bea@example.com")

    assert shell("users", "list").lines == [
        f"{ana['user_id']}  Ana  ana@example.com  active",
        f"{bea['user_id']}  Ana  bea@example.com  active",
    ]
    assert shell("users", "list", "--json").json == {
        "id": bea["user_id"],
        "name": "Ana",
        "email": "bea@example.com",
        "status": "active",
    }


@pytest.mark.parametrize(
    ("email", "password", "plan", "why"),
    [
        ("no address", "correct horse battery", "pro", "email"),
        ("ana@example.com", "short", "pro", "password"),
        ("ana@example.com", "correct horse battery", "nope", "There is no plan 'nope'"),
    ],
)
def test_bad_input_is_one_line_and_leaves_no_account(
    shell: Shell, email: str, password: str, plan: str, why: str
) -> None:
    line = shell.refused(
        *("users", "create", "--name", "Ana", "--email", email),
        *("--password-stdin", "--subscription", plan),
        stdin=password,
    )

    assert why in line
    assert shell("users", "list").out == ""


def test_an_address_can_be_taken_once(shell: Shell) -> None:
    shell.user()

    line = shell.refused(
        *("users", "create", "--name", "Ana", "--email", "ana@example.com"),
        "--password-stdin",
        stdin="correct horse battery",
    )
    assert line == "Refused: The email has already been taken."


def test_tokens_are_made_and_revoked(shell: Shell) -> None:
    shell.user()
    made = shell("tokens", "create", "--user", "1", "--name", "shop", "--json").json

    assert made["user_id"] == 1
    assert made["token"].startswith(f"{made['id']}|")
    assert "|" in shell("tokens", "create", "--user", "1").out
    said = shell("tokens", "revoke", "--user", "1", str(made["id"]))
    assert said.out == f"Token {made['id']} is revoked.\n"


def test_nobody_has_no_tokens(shell: Shell) -> None:
    assert shell.refused("tokens", "create", "--user", "7").startswith("Refused: ")
