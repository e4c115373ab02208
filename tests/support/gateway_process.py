"""A gateway as people run it: a process of its own, with its sandbox and browsers."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, Final, Self

START_SECONDS: Final = 60.0


class GatewayProcess:
    """``serve`` on free ports with a data directory. Started again, it has the same."""

    serves: ClassVar[tuple[str, ...]] = ("serve",)

    def __init__(self, home: Path, **settings: object) -> None:
        self.home = home
        self.port, self.sandbox_port = free_ports(2)
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._output = home.with_name(f"{home.name}.log")

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def sandbox(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def environment(self) -> Mapping[str, str]:
        settings = {
            "home": self.home,
            "port": self.port,
            "sandbox_port": self.sandbox_port,
            "webhook_first_retry": 0.1,
            "webhook_deadline": 1,
            **self._settings,
        }
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("MESSENGER_BRAIN_")
        }
        ours = {f"MESSENGER_BRAIN_{it.upper()}": str(settings[it]) for it in settings}
        return inherited | ours

    # --- its life ---------------------------------------------------------------------

    def start(self) -> Self:
        """Returns when it answers. Raises AssertionError with what it said instead."""
        self.begin()
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._running().poll() is None, self.output()
            assert time.monotonic() < until, self.output()
            time.sleep(0.02)
        return self

    def begin(self) -> None:
        """Without waiting for it to answer."""
        with self._output.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "entrypoints.cli", *self.serves],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.5):
            return True
        return False

    def stop(self) -> int:
        """In order, by SIGTERM. Returns the exit status."""
        process = self._running()
        process.send_signal(signal.SIGTERM)
        return process.wait(START_SECONDS)

    def kill(self) -> None:
        """``kill -9``."""
        process = self._running()
        process.kill()
        process.wait()

    def end(self) -> None:
        """Whatever is left of it, at the end of a test."""
        if self._process and self._process.poll() is None:
            self.kill()
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "not started"
        return self._process

    # --- what can be seen -------------------------------------------------------------

    def output(self) -> str:
        return self._output.read_text(errors="replace")

    def processes(self) -> list[int]:
        """Every process of this home: gateway, sandbox, browsers and their children."""
        return [pid for pid in _pids() if _belongs(pid, str(self.home))]

    def command(self, *arguments: str, stdin: str | None = None) -> str:
        """What ``messenger-brain`` prints. Raises AssertionError when it fails."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "entrypoints.cli", *arguments],
            env=self.environment,
            input=stdin,
            text=True,
            capture_output=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def events(self) -> list[dict[str, Any]]:
        """The log, as ``messenger-brain events list`` tells it."""
        listed = self.command("events", "list", "--json", "--limit", "100000000")
        return [json.loads(line) for line in listed.splitlines()]


class SandboxProcess(GatewayProcess):
    """The sandbox alone: a WhatsApp that no gateway takes with it when it dies."""

    serves = ("sandbox",)

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.port = self.sandbox_port


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def _pids() -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            yield int(entry.name)


def _belongs(pid: int, home: str) -> bool:
    """By its command line or its environment; a zombie has neither."""
    with suppress(OSError):
        for name in ("cmdline", "environ"):
            if home.encode() in Path(f"/proc/{pid}/{name}").read_bytes():
                return True
    return False
