"""Where a session's browser keeps its login. One browser at a time may use it."""

import fcntl
import json
import os
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from adapters.whatsapp_web import caches
from domain.whatsapp import PageLost

STALE = ("DevToolsActivePort", "SingletonLock", "SingletonCookie", "SingletonSocket")

GRACE_SECONDS = 5.0
"""How long a browser whose gateway died may take to end by itself."""


class Profile:
    """A directory, locked from ``acquire`` to ``release``."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock: IO[str] | None = None
        self._note_of_login = directory / "linked"
        self._logged_in = self._note_of_login.exists()

    def acquire(self) -> None:
        """Lock it, and end a browser a dead gateway left in it. Raises PageLost.

        headless-shell locks nothing itself. This blocks for as long as a left-over
        browser takes to end, so call it in a thread.
        """
        try:
            self._lock = self._locked()
            self._end_left_over()
            for name in STALE:
                (self.directory / name).unlink(missing_ok=True)
            self.trim()
        except BlockingIOError as error:
            raise PageLost(f"Another browser uses {self.directory}.") from error
        except OSError as error:
            self.release()
            raise PageLost(f"The profile can't be used: {error}") from error

    def _locked(self) -> IO[str]:
        self.directory.mkdir(parents=True, exist_ok=True)
        self.directory.chmod(0o700)
        lock = (self.directory / "gateway.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise
        return lock

    def release(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None

    def trim(self) -> None:
        """Keep its caches bounded. It must be ours, with no browser in it any more."""
        if self._lock:
            caches.trim(self.directory)

    def erase(self) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)

    # --- whose it is ------------------------------------------------------------------

    def belongs_to(self, pid: int) -> None:
        """Note the browser's process, so that a later gateway can find it."""
        note = {"pid": pid, "started": _started(pid)}
        (self.directory / "browser.json").write_text(json.dumps(note))

    def _end_left_over(self) -> None:
        pid = self._left_over()
        if pid and not self._gone_within(GRACE_SECONDS):
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            if not self._gone_within(GRACE_SECONDS):
                self.release()
                raise PageLost(f"Process {pid} uses {self.directory} and won't end.")

    def _gone_within(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while self._left_over():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def _left_over(self) -> int | None:
        """The noted process, if it lives; another may have got its number since."""
        try:
            note = json.loads((self.directory / "browser.json").read_text())
            same = _started(note["pid"]) == note["started"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return int(note["pid"]) if same else None

    # --- whether somebody is logged in ------------------------------------------------

    @property
    def logged_in(self) -> bool:
        """Whether a page of this profile was linked, and not unlinked since."""
        return self._logged_in

    @logged_in.setter
    def logged_in(self, value: bool) -> None:
        if value == self._logged_in:
            return
        self._logged_in = value
        if value:
            self._note_of_login.touch()
        else:
            self._note_of_login.unlink(missing_ok=True)


def _started(pid: int) -> str:
    """Start time in clock ticks since boot. Raises OSError when it has ended."""
    stat = Path(f"/proc/{pid}/stat").read_text()
    state, *fields = stat.rpartition(")")[2].split()
    if state == "Z":
        raise ProcessLookupError(pid)
    return fields[18]
