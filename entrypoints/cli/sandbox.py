"""``messenger-brain sandbox``: a WhatsApp to try things with, phone included."""

import asyncio
import fcntl
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import click

from adapters.whatsapp_web.sandbox.server import sandbox as serving
from domain.kernel import Unavailable
from entrypoints.cli.opening import settings

PATIENCE: Final = 15.0
"""Seconds that a sandbox whose gateway died may take to end."""


@click.command()
@click.option("--port", type=int, help="Instead of MESSENGER_BRAIN_SANDBOX_PORT.")
@click.option("--with-parent", is_flag=True, hidden=True)
def sandbox(*, port: int | None, with_parent: bool) -> None:
    """Serve the stand-in WhatsApp Web and its phone until interrupted.

    The phone is at /phone in a browser. Its state is kept in the data directory.
    """
    chosen = settings()
    home = chosen.home.absolute()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    port = port or chosen.sandbox_port
    with _alone(home):
        asyncio.run(_serve(home / "sandbox.db", port, with_parent=with_parent))


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One process has the sandbox's state in its memory, never two."""
    with (home / "sandbox.lock").open("w") as lock:
        until = time.monotonic() + PATIENCE
        while not _locked(lock):
            if time.monotonic() > until:
                raise Unavailable(f"Another sandbox is at work in {home}.")
            time.sleep(0.02)
        yield


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def _serve(path: Path, port: int, *, with_parent: bool) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    if with_parent:
        loop.add_reader(sys.stdin, stopped.set)
    try:
        async with serving(path, port=port) as address:
            click.echo(
                f"The sandbox's WhatsApp is at {address}, its phone at {address}/phone"
            )
            await stopped.wait()
    except OSError as error:
        raise Unavailable(
            f"The sandbox can't have port {port} ({error.strerror}); set "
            "MESSENGER_BRAIN_SANDBOX_PORT to a free one."
        ) from error
