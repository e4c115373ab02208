"""Which browser to start."""

import asyncio
import re
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from pathlib import Path

from domain.whatsapp import PageLost

HEADLESS_SHELL = Path("/usr/lib/chromium/chromium-headless-shell")
"""Debian's. Its namesake in /usr/bin is a wrapper that the browser would outlive."""

NAMES = (
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

VERSION = re.compile(r"\d+(\.\d+){3}")
VERSION_SECONDS = 10.0

REMEDY = (
    "Install the Debian package chromium-headless-shell, or name a Chromium or Chrome "
    "in MESSENGER_BRAIN_CHROMIUM."
)


@dataclass(frozen=True)
class Executable:
    path: Path

    @property
    def is_headless_shell(self) -> bool:
        """Half the memory of a full browser, and it has no other mode than headless."""
        return "headless-shell" in self.path.name or "headless_shell" in self.path.name

    async def version(self) -> str:
        """Such as ``156.0.8078.79``. Raises PageLost when it does not start."""
        try:
            answer, complaint = await self._ask_version()
        except (OSError, TimeoutError) as error:
            raise PageLost(f"{self.path} does not start: {error}. {REMEDY}") from error
        if version := VERSION.search(answer):
            return version[0]
        raise PageLost(f"{self.path} is no Chromium that starts. {complaint}{REMEDY}")

    async def _ask_version(self) -> tuple[str, str]:
        process = await asyncio.create_subprocess_exec(
            self.path, "--version", stdin=DEVNULL, stdout=PIPE, stderr=PIPE
        )
        try:
            async with asyncio.timeout(VERSION_SECONDS):
                answer, complaint = await process.communicate()
        except TimeoutError:
            process.kill()
            await process.wait()
            raise
        return answer.decode(errors="replace"), complaint.decode(errors="replace")


def find_executable(chosen: Path | None = None) -> Executable:
    """The chosen one; else headless-shell; else a full browser. Raises PageLost."""
    if chosen is not None:
        if not chosen.is_file():
            raise PageLost(f"There is no browser at {chosen}. {REMEDY}")
        return Executable(_unwrapped(chosen))
    if HEADLESS_SHELL.is_file():
        return Executable(HEADLESS_SHELL)
    for name in NAMES:
        if found := shutil.which(name):
            return Executable(Path(found))
    raise PageLost(f"No Chromium was found. {REMEDY}")


def _unwrapped(path: Path) -> Path:
    wrapper = path.name == HEADLESS_SHELL.name and HEADLESS_SHELL.is_file()
    return HEADLESS_SHELL if wrapper else path
