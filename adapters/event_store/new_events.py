"""Tells those who wait in this process how far the log has come."""

import asyncio
from contextlib import suppress
from threading import Condition


class NewEvents:
    """A position that only grows.

    Other processes' events are told too where the database announces them. Elsewhere
    they have to be looked for, at least every ``look_again_seconds``.
    """

    def __init__(self) -> None:
        self.position = 0
        self.is_told_all = False
        self._changed = Condition()
        self._sleepers: set[_Sleeper] = set()

    @property
    def look_again_seconds(self) -> float:
        """Announcements can get lost with a connection, so never stop looking."""
        return 1.0 if self.is_told_all else 0.2

    def tell(self, position: int) -> None:
        """Everything up to this position is committed: wake whoever waits for it."""
        with self._changed:
            self.position = max(self.position, position)
            self._changed.notify_all()
            woken = {it for it in self._sleepers if it.after < self.position}
            self._sleepers -= woken
        for sleeper in woken:
            sleeper.wake()

    def wait(self, *, after: int, timeout: float) -> bool:
        """Block until there is something after a position; False if time ran out."""
        with self._changed:
            return self._changed.wait_for(lambda: self.position > after, timeout)

    async def wait_soon(self, *, after: int, timeout: float) -> bool:  # noqa: ASYNC109
        """``wait`` for the event loop."""
        sleeper = _Sleeper(after)
        with self._changed:
            if self.position > after:
                return True
            self._sleepers.add(sleeper)
        try:
            async with asyncio.timeout(timeout):  # wait_for can swallow a cancellation
                await sleeper.awake.wait()
        except TimeoutError:
            return False
        finally:
            with self._changed:
                self._sleepers.discard(sleeper)
        return True


class _Sleeper:
    """One coroutine that waits, on whatever event loop it runs."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.awake = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def wake(self) -> None:
        with suppress(RuntimeError):  # the loop was closed, nobody sleeps any more
            self._loop.call_soon_threadsafe(self.awake.set)
