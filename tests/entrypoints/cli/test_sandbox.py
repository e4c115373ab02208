"""``sandbox``, by hand and as the process a gateway brings along."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from domain.kernel import Unavailable
from entrypoints.sandbox_process import sandbox_process
from entrypoints.settings import Settings
from tests.entrypoints.cli.conftest import Shell
from tests.support.gateway_process import free_ports


@pytest.fixture
def taken() -> Iterator[int]:
    """Another program's port."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def settings(shell: Shell) -> Settings:
    (port,) = free_ports(1)
    shell.set(sandbox_port=port)
    return Settings()


def test_it_answers_while_the_gateway_needs_it(settings: Settings) -> None:
    with sandbox_process(settings) as address:
        assert httpx.get(f"{address}health").json() == {"status": "ok"}

    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}health")


def test_it_follows_one_that_is_still_dying(settings: Settings) -> None:
    orphan = subprocess.Popen(
        [sys.executable, "-m", "entrypoints.cli", "sandbox", "--with-parent"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert orphan.stdin
    assert orphan.stdout
    assert b"The sandbox's WhatsApp is at" in orphan.stdout.readline()
    orphan.stdin.close()  # its gateway is dead

    with sandbox_process(settings) as address:
        assert orphan.wait(10) == 0
        assert httpx.get(f"{address}phone/state").is_success
    orphan.stdout.close()


def test_a_port_of_another_program_is_said(shell: Shell, taken: int) -> None:
    line = shell.refused("sandbox", "--port", str(taken))

    assert f"can't have port {taken}" in line
    assert "MESSENGER_BRAIN_SANDBOX_PORT" in line


def test_a_gateway_says_so_too(shell: Shell, taken: int) -> None:
    shell.set(sandbox_port=taken)

    with pytest.raises(Unavailable, match="does not start on port"):
        sandbox_process(Settings()).__enter__()
