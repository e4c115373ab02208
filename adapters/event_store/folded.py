"""States that were folded before, so that only newer events have to be read."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

State = TypeVar("State")


class Folded(NamedTuple, Generic[State]):
    """A state and the version of its stream; no state when nothing happened yet."""

    state: State | None
    version: int


class FoldedStates(Generic[State]):
    """The most recently used ones. States are immutable, so all threads share them."""

    def __init__(self, size: int = 1000) -> None:
        self._size = size
        self._lock = Lock()
        self._by_stream: OrderedDict[str, Folded[State]] = OrderedDict()

    def get(self, stream: str) -> Folded[State]:
        with self._lock:
            if stream not in self._by_stream:
                return Folded(None, 0)
            self._by_stream.move_to_end(stream)
            return self._by_stream[stream]

    def put(self, stream: str, folded: Folded[State]) -> None:
        """Never goes back: a slower thread may come with an older state."""
        with self._lock:
            known = self._by_stream.setdefault(stream, folded)
            if known.version < folded.version:
                self._by_stream[stream] = folded
            self._by_stream.move_to_end(stream)
            if len(self._by_stream) > self._size:
                self._by_stream.popitem(last=False)
