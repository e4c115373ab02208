"""Group commit: one transaction for all that wait.

A durable commit costs one wait for the disk however much is in it, so the more
callers wait, the more each commit carries. Durability is never traded for speed:
a caller hears of success only after the commit, and each hears its own outcome.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from threading import Lock, Thread

from eventsourcing.persistence import StoredEvent
from sqlalchemy import Engine

from adapters.event_store.append_queue import AppendQueue
from adapters.event_store.batches import Batches
from adapters.event_store.new_events import NewEvents
from adapters.event_store.waiting import Append, Outcome, settle


class GroupCommit:
    """Every append of this process to one log. Any number of processes may run one.

    A thread without company writes by itself: waking another one takes as long as
    writing does. For event loops, and for a crowd, a thread of its own writes.
    """

    def __init__(self, engine: Engine, *, capacity: int = 10_000) -> None:
        self.new_events = NewEvents()
        self._batches = Batches(engine)
        self._queue = AppendQueue(capacity)
        self._thread: Thread | None = None
        self._starting = Lock()

    def append(self, stored: Sequence[StoredEvent]) -> Sequence[int]:
        """Positions, once all of these, at least one, are on disk together.

        Raises eventsourcing's IntegrityError when a stream has one of the versions,
        Unavailable when too many others wait, and OutcomeUnknown.
        """
        future: Future[Sequence[int]] = Future()
        append = Append(stored, future)
        if self._queue.take_pen():
            try:
                self._write([append])
            finally:
                self._queue.put_pen_back()
        else:
            self._enqueue(append)
        return future.result()

    async def append_soon(self, stored: Sequence[StoredEvent]) -> Sequence[int]:
        """``append`` for the event loop. Cancelling it doesn't withdraw the events."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Sequence[int]] = loop.create_future()
        self._enqueue(Append(stored, future))
        return await future

    def close(self) -> None:
        """Write what waits, then refuse all appends."""
        self._queue.close()
        with self._starting:
            thread = self._thread
        if thread is not None:
            thread.join()
        self._queue.wait_until_written()
        self._batches.close()

    def _enqueue(self, append: Append) -> None:
        self._queue.put(append)
        if self._thread is None:
            self._start()

    def _start(self) -> None:
        """With the first who waits: many a program needs no thread."""
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="event-log", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while batch := self._queue.take():
            self._write(batch)

    def _write(self, batch: Sequence[Append]) -> None:
        outcomes: Sequence[Outcome]
        try:
            outcomes = self._batches.write([it.stored for it in batch])
        except Exception as error:  # noqa: BLE001 - the callers' trouble, all of it
            outcomes = [error] * len(batch)
        settle(batch, outcomes)
        written = [it for it in outcomes if not isinstance(it, Exception)]
        if written:
            self.new_events.tell(written[-1][-1])
