"""How often a session is helped along before it is stopped, with the reason."""

import time
from typing import Final

from entrypoints.settings import ConflictPolicy, Settings

CONFLICTS: Final = 3
WITHIN_SECONDS: Final = 600.0


class Patience:
    """Of one session, from when it wants a browser until it no longer does."""

    code_pause, conflict_pause = 5.0, 10.0
    """Seconds until codes are shown again, and until WhatsApp is taken back."""
    for_an_effect = 90.0
    """Seconds until a page must have shown another code, or a login."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rounds = 1
        self._conflicts: list[float] = []

    def linked(self) -> None:
        self._rounds = 1

    def with_codes(self) -> bool:
        """Whether another round of codes is shown after one that nobody scanned."""
        self._rounds += 1
        return self._rounds <= self._settings.qr_rounds

    @property
    def why_codes(self) -> str:
        most = self._settings.qr_rounds
        return f"the QR code was not scanned; round {self._rounds} of {most} begins"

    def with_conflicts(self) -> bool:
        """Whether WhatsApp is taken back from where it was opened instead."""
        if self._settings.conflict is ConflictPolicy.YIELD:
            return False
        now = time.monotonic()
        recent = [it for it in self._conflicts if it > now - WITHIN_SECONDS]
        self._conflicts = [*recent, now]
        return len(self._conflicts) <= CONFLICTS

    @property
    def why_conflict(self) -> str:
        count = len(self._conflicts)
        return f"opened in another window; it is taken back ({count} of {CONFLICTS})"
