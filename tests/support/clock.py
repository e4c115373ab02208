"""A clock that moves when it is told to."""

from datetime import datetime, timedelta

from tests.support import a


class FixedClock:
    """Implements domain.ports.Clock."""

    def __init__(self, now: datetime = a.NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self._now += by
