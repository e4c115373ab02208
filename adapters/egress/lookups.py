"""Names to addresses, by threads of their own: name servers may take their time."""

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Final

THREADS: Final = 64


class Lookups:
    """Each name is looked up once at a time, however many ask for it.

    So a name that nobody answers for holds one thread, and not all of them.
    """

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="names")
        self._under_way: dict[str, Future[Sequence[str]]] = {}
        self._lock = Lock()

    async def of(self, host: str, port: int, *, deadline: float) -> Sequence[str]:
        """Raises OSError: unknown, or not known within so many seconds."""
        with self._lock:
            found = self._under_way.get(host) or self._begun(host, port)
        try:
            async with asyncio.timeout(deadline):
                return await asyncio.shield(asyncio.wrap_future(found))
        except TimeoutError as error:
            raise OSError(f"No name server answered within {deadline:g} s.") from error

    def _begun(self, host: str, port: int) -> Future[Sequence[str]]:
        begun = self._threads.submit(_addresses, host, port)
        self._under_way[host] = begun
        begun.add_done_callback(lambda _: self._under_way.pop(host))
        return begun


def _addresses(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(it[4][0]) for it in found]


LOOKUPS: Final = Lookups()
