"""The shell sessions that people are asked to paste, pasted into a real shell."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.docs.pages import ROOT
from tests.support.gateway_process import GatewayProcess
from tests.support.waiting import until

SHELL = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
NOT_FOR_A_TEST = ("make ", "kill -9", ".venv/", "MESSENGER_BRAIN_WHATSAPP=web")
"""In blocks that start, stop or set up something."""

PRINTED = re.compile(r"^TOKEN=.*?^The message is", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayProcess]:
    process = GatewayProcess(tmp_path_factory.mktemp("shell") / "home")
    try:
        yield process.start()
    finally:
        process.end()


@pytest.mark.parametrize(
    ("page", "sent", "shown"),
    [
        ("README.md", "Hello!", '"in_progress"'),
        ("README.es.md", "¡Hola!", '"in_progress"'),
        ("docs/tutorial/first-message.md", "Hello!", '"status":4'),
    ],
)
async def test_what_a_page_says_can_be_pasted(
    page: str, sent: str, shown: str, gateway: GatewayProcess, tmp_path: Path
) -> None:
    before = _arrived(gateway)

    assert shown in _paste(_session(ROOT / page, gateway), tmp_path)
    assert await until(lambda: _arrived(gateway)[len(before) :]) == [sent]


async def test_what_the_gateway_prints_at_its_first_start_can_be_pasted(
    gateway: GatewayProcess, tmp_path: Path
) -> None:
    printed = PRINTED.search(gateway.output())
    assert printed is not None
    before = _arrived(gateway)

    _paste(printed[0].removesuffix("The message is"), tmp_path)
    assert await until(lambda: _arrived(gateway)[len(before) :]) == ["Hello!"]


def _session(page: Path, gateway: GatewayProcess) -> str:
    """All that is to be pasted, for an account and addresses of this test's own."""
    blocks = [
        block
        for block in SHELL.findall(page.read_text("utf-8"))
        if not any(it in block for it in NOT_FOR_A_TEST)
    ]
    own = "".join(filter(str.isalnum, page.name))
    return (
        "\n".join(blocks)
        .replace("http://127.0.0.1:8000/api", gateway.api)
        .replace("http://127.0.0.1:8001", gateway.sandbox)
        .replace("ana@example.com", f"ana@{own}.example.com")
    )


def _paste(session: str, folder: Path) -> str:
    """What it prints. Stops at the first command that fails."""
    done = subprocess.run(  # noqa: S603  our own page
        ["/bin/bash", "-euc", session],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout


def _arrived(gateway: GatewayProcess) -> list[str]:
    state = httpx.get(f"{gateway.sandbox}/phone/state").raise_for_status().json()
    return [sent["body"] for sent in state["sent"]]
