"""Wrong settings end a command in one line; never in a traceback."""

import socket

import pytest

from tests.entrypoints.cli.conftest import Shell


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "ninety"),
        ("sandbox_port", "0"),
        ("whatsapp", "telegram"),
        ("connect_wait", "-1"),
    ],
)
def test_a_wrong_setting_is_named(shell: Shell, name: str, value: str) -> None:
    shell.set(**{name: value})

    line = shell.refused("users", "list")
    assert line.startswith(f"MESSENGER_BRAIN_{name.upper()}: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("events_url", "nonsense"),
        ("events_url", "sqlite:////proc/nothing/events.db"),
        ("tables_url", "postgresql+psycopg://me:hunter2@127.0.0.1:1/nothing"),
        ("tables_url", "nosuchdriver://localhost/x"),
        ("master_key", "short"),
        ("home", "/proc/nothing/here"),
    ],
)
def test_a_place_that_can_not_be_used_is_said(
    shell: Shell, name: str, value: str
) -> None:
    shell.set(**{name: value})

    line = shell.refused("users", "list")
    assert line.startswith("Refused: ")
    assert "hunter2" not in line


def test_a_port_that_is_taken_is_said(shell: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        shell.set(port=port)

        assert f"127.0.0.1:{port} is not to be had" in shell.refused("serve")


def test_an_unknown_command_is_refused(shell: Shell) -> None:
    assert shell("fly").status == 2


@pytest.mark.parametrize("command", ["users", "events", "projections", "serve"])
def test_every_command_explains_itself(shell: Shell, command: str) -> None:
    said = shell(command, "--help")

    assert said.status == 0
    assert "Usage: " in said.out
