"""How many browsers start at the same time: each wants all of a processor core."""

import asyncio
from collections.abc import Callable


class Starts:
    """Places for browsers that are starting; who comes later waits for one."""

    longest = 60.0
    """Seconds until a page that shows nothing no longer holds its place."""

    def __init__(self, at_once: int) -> None:
        self._places = asyncio.Semaphore(at_once)

    async def begin(self) -> Callable[[], None]:
        """Wait for a place. Call the answer, once or more often, to leave it."""
        await self._places.acquire()
        left = asyncio.Event()

        def leave() -> None:
            if not left.is_set():
                left.set()
                late.cancel()
                self._places.release()

        late = asyncio.get_running_loop().call_later(self.longest, leave)
        return leave
