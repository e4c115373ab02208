"""The sandbox as a process of its own, which ends when this one does, however it ends.

It is the outside world of a gateway that tries things out: it shares neither the
gateway's interpreter nor its fate on disk.
"""

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final, cast

from domain.kernel import Unavailable
from entrypoints.settings import Settings

PATIENCE: Final = 30.0
"""Seconds until a sandbox that does not answer is given up."""


@contextmanager
def sandbox_process(settings: Settings) -> Iterator[str]:
    """Its address. Raises Unavailable when the port is another program's."""
    child = subprocess.Popen(
        [sys.executable, "-m", "entrypoints.cli", "sandbox", "--with-parent"],
        stdin=subprocess.PIPE,  # never written to: its end is the end of us
        stdout=subprocess.PIPE,
        env=_environment(settings),
        start_new_session=True,  # Ctrl-C is for us: the browsers still need it then
    )
    try:
        _await_word(child, settings)
        yield settings.whatsapp_url
    finally:
        child.terminate()
        _await_end(child)


def _environment(settings: Settings) -> dict[str, str]:
    return os.environ | {
        "MESSENGER_BRAIN_HOME": str(settings.home.absolute()),
        "MESSENGER_BRAIN_SANDBOX_PORT": str(settings.sandbox_port),
    }


def _await_word(child: subprocess.Popen[bytes], settings: Settings) -> None:
    """It says a line once it answers. Whoever else answers there is not ours."""
    said = cast(IO[bytes], child.stdout)
    ready, _, _ = select.select([said], [], [], PATIENCE)
    if not ready or not said.readline():
        raise Unavailable(
            f"The sandbox does not start on port {settings.sandbox_port}. If another "
            "program has that port, set MESSENGER_BRAIN_SANDBOX_PORT to a free one."
        )


def _await_end(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
    child.communicate()  # closes its pipes
