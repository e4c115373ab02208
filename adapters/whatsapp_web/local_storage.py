"""Keeps a fresh login's localStorage, which Chromium writes to disk seconds late.

A login is in the page's IndexedDB, which survives ``kill -9`` at once, and partly in
localStorage, which does so only after about five seconds (measured). So for the first
moments after linking there is a copy in the profile; a page that is opened from it gets
back the keys it lost, before any script of the page runs.
"""

import json
from collections.abc import Mapping
from pathlib import Path

WRITTEN_AFTER_SECONDS = 10.0

RESTORE = """
if (window === window.top && location.protocol.startsWith('http')) {
  for (const [key, value] of Object.entries(%s)) {
    if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
  }
}
"""


class LocalStorageCopy:
    def __init__(self, profile: Path) -> None:
        self._file = profile / "local-storage.json"

    def keep(self, content: Mapping[str, str]) -> None:
        self._file.touch(mode=0o600)
        self._file.write_text(json.dumps(content))

    def drop(self) -> None:
        self._file.unlink(missing_ok=True)

    def script(self) -> str | None:
        """What gives it back to a page; None when there is nothing to give back."""
        try:
            content = json.loads(self._file.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return RESTORE % json.dumps(content)
