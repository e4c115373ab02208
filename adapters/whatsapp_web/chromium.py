"""One Chromium process: started without blocking the event loop, and never orphaned.

pyppeteer's own launcher blocks the loop and wants the main thread, so the process is
started here and pyppeteer only connects to it.
"""

import asyncio
import os
import signal
import socket
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from adapters.whatsapp_web import caches
from adapters.whatsapp_web.executable import REMEDY, Executable
from domain.whatsapp import PageLost

FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-blink-features=AutomationControlled",  # navigator.webdriver says no
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-first-run",
    "--password-store=basic",
    "--remote-debugging-port=0",
)

# Chromium's sandbox needs what containers and root do not have, and the only page ever
# opened is WhatsApp's. Without it the zygote and GPU processes can go, which saves a
# third of the memory.
UNSANDBOXED = ("--no-sandbox", "--no-zygote", "--in-process-gpu")

# The shell puts its input where Chromium looks for the leash, then becomes Chromium.
ON_LEASH = 'exec 3<&0 4>&0 0</dev/null "$0" "$@"'


class Chromium:
    """A running browser, and the address of its DevTools.

    It is held on a leash: a socket whose other end only this process has. However this
    process ends, the kernel closes it, and Chromium then ends by itself.
    """

    def __init__(self, process: Process, leash: socket.socket) -> None:
        self.process = process
        self.version = ""
        self.endpoint = ""
        self._leash = leash

    @classmethod
    async def start(
        cls,
        executable: Executable,
        profile: Path,
        more: Sequence[str] = (),
        *,
        deadline: float,
        sandboxed: bool,
    ) -> Self:
        """With the profile in that directory, and more arguments. Raises PageLost."""
        version = await executable.version()
        arguments = (*more, *_arguments(executable, profile, version))
        if not sandboxed:
            arguments += UNSANDBOXED
        chromium = await cls._spawn(executable, arguments)
        chromium.version = version
        try:
            async with asyncio.timeout(deadline):
                chromium.endpoint = await chromium.address(profile)
        except TimeoutError as error:
            await chromium.kill()
            raise PageLost(f"{executable.path} did not start in time.") from error
        except BaseException:
            await chromium.kill()
            raise
        return chromium

    @classmethod
    async def _spawn(cls, executable: Executable, arguments: tuple[str, ...]) -> Self:
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *("/bin/sh", "-c", ON_LEASH, str(executable.path)),
                *("--remote-debugging-pipe", *arguments),
                stdin=theirs.fileno(),
                stdout=DEVNULL,
                stderr=DEVNULL,
                start_new_session=True,
            )
        return cls(process, ours)

    async def address(self, profile: Path) -> str:
        """Chromium writes the port it took, and a path, into a file of its profile."""
        note = profile / "DevToolsActivePort"
        while self.process.returncode is None:
            with suppress(FileNotFoundError):
                port, _, path = note.read_text().partition("\n")
                if path:
                    return f"ws://127.0.0.1:{port}{path}"
            await asyncio.sleep(0.01)
        raise PageLost(f"The browser ended at once, {self.how_it_ended()}. {REMEDY}")

    def how_it_ended(self) -> str:
        code = self.process.returncode
        if code is None:
            return "still running"
        if code < 0:
            return f"by signal {signal.Signals(-code).name}"
        return f"with exit code {code}"

    async def ended(self, deadline: float) -> bool:
        """Wait for it. Only then has it written everything to its profile."""
        try:
            async with asyncio.timeout(deadline):
                await self.process.wait()
        except TimeoutError:
            return False
        return True

    async def kill(self) -> None:
        """Its whole process group: a child may have outlived it. Once is enough."""
        if self._leash.fileno() == -1:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()
        self._leash.close()


def user_agent(version: str) -> str:
    """What a person's Chrome says; a headless one would call itself HeadlessChrome."""
    major = version.partition(".")[0]
    return (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 Safari/537.36"
    )


def _arguments(executable: Executable, profile: Path, version: str) -> tuple[str, ...]:
    mode = "--headless" if executable.is_headless_shell else "--headless=new"
    return (
        mode,
        *FLAGS,
        caches.ARGUMENT,
        f"--user-agent={user_agent(version)}",
        f"--user-data-dir={profile}",
        "about:blank",
    )
