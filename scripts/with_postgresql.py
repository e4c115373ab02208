"""Run a command with a PostgreSQL server of its own: ``with_postgresql COMMAND...``.

The command finds it in TEST_POSTGRESQL_URL. Server and data are gone afterwards. When
that variable is set already, or no PostgreSQL is installed, it just runs the command.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

VARIABLE = "TEST_POSTGRESQL_URL"

# Tests throw their data away, so nothing has to survive a power cut.
NOT_DURABLE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


def main(command: Sequence[str]) -> int:
    """The command's exit status."""
    installed = programs()
    if installed is None or os.environ.get(VARIABLE):
        return _run(command, os.environ)
    with server(installed, *NOT_DURABLE) as url:
        return _run(command, {**os.environ, VARIABLE: url})


@contextmanager
def server(programs: Path, *settings: str) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database, on a free port of this machine.

    ``settings`` as in postgresql.conf: "fsync=off".
    """
    password = secrets.token_urlsafe()
    with _folder() as folder:
        _create(programs, folder, password)
        process, port = _start(programs, folder, settings)
        try:
            _wait_until_ready(port, password)
            yield f"postgresql+psycopg://postgres:{password}@127.0.0.1:{port}/postgres"
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            process.wait()


def programs() -> Path | None:
    """The folder of the newest initdb: on the PATH, or where Debian hides them."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda it: int(it.parts[-3]), default=None)
    return newest.parent if newest else None


@contextmanager
def _folder() -> Iterator[Path]:
    """Outside the checkout: root's may be closed to the user who runs the server."""
    with TemporaryDirectory(prefix="messenger-brain-postgresql-") as name:
        folder = Path(name)
        if user := _user():
            shutil.chown(folder, user)
        yield folder


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


def _create(programs: Path, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if user := _user():
        shutil.chown(secret, user)
    subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={folder / 'data'}",
            "--username=postgres",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        ],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        user=_user(),
    )


def _start(
    programs: Path, folder: Path, settings: Sequence[str]
) -> tuple["subprocess.Popen[bytes]", int]:
    port = _free_port()
    settings = (*settings, f"port={port}", "listen_addresses=127.0.0.1")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                # It ends with us, however we end.
                *("setpriv", "--pdeathsig", "INT"),
                programs / "postgres",
                *("-D", folder / "data"),
                # A socket's path may be too long, and nobody needs it.
                *("-c", "unix_socket_directories="),
                *(word for setting in settings for word in ("-c", setting)),
            ],
            cwd=folder,
            stdout=log,
            stderr=log,
            user=_user(),
        )
    return process, port


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port: int = listening.getsockname()[1]
    return port


@retry(
    retry=retry_if_exception_type(psycopg.OperationalError),
    stop=stop_after_delay(30),
    wait=wait_fixed(0.05),
    reraise=True,
)
def _wait_until_ready(port: int, password: str) -> None:
    psycopg.connect(
        host="127.0.0.1",
        port=port,
        user="postgres",
        password=password,
        dbname="postgres",
    ).close()


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Ctrl-C reaches the command without us: we wait for what it makes of it."""
    with subprocess.Popen(command, env=environment) as process:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        return process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
