"""What can't be read of the log. Nobody goes on past it: nothing must be skipped."""

from typing import Self

from domain.kernel import Unavailable


class UnreadableEvent(Unavailable):
    """An event's stored body is damaged, or was sealed under another master key."""

    code = "events.unreadable"

    def at(self, position: int) -> Self:
        """The same, told with the place in the log."""
        return type(self)(f"Position {position}: {self}")


class UnknownEvent(UnreadableEvent):
    """A type that this version does not have: a newer version wrote it."""

    code = "events.unknown"
