"""Taking turns at one stream, so that threads don't overtake each other in vain."""

from threading import Lock, RLock
from weakref import WeakValueDictionary


class Turns:
    """A lock for each stream, which exists as long as somebody holds or awaits it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_stream: WeakValueDictionary[str, RLock] = WeakValueDictionary()

    def at(self, stream: str) -> RLock:
        with self._lock:
            return self._by_stream.setdefault(stream, RLock())
