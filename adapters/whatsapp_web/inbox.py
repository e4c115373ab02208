"""Keeps the page's events in order: each is taken once, and none is skipped."""

from collections.abc import Mapping
from typing import Any


class Inbox:
    """The numbers of events count from 1 in every document the page loads."""

    def __init__(self) -> None:
        self._document = ""
        self._last = 0

    @property
    def position(self) -> tuple[str, int]:
        """The document, and the number of its last event that was taken."""
        return self._document, self._last

    def accepts(self, event: Mapping[str, Any]) -> bool:
        """Whether it is the next one. After a gap, a pulse brings what is missing."""
        expected = self._last + 1 if event["document"] == self._document else 1
        if event["number"] != expected:
            return False
        self._document, self._last = event["document"], event["number"]
        return True
