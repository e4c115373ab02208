"""All events of this program, by stream ("subscription:17") and by position."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from eventsourcing.persistence import OperationalError

from adapters.event_store.batches import OutcomeUnknown
from adapters.event_store.envelope import Envelope, Recorded
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.new_events import NewEvents
from adapters.event_store.recorder import SqlRecorder, StoredRow
from adapters.event_store.unreadable import UnreadableEvent
from domain.kernel import Unavailable


class Journal:
    """The one log of all aggregates, in envelopes.

    All raise Unavailable when the database can't be reached, or written, now; what
    reads raises UnreadableEvent, with the position, for an event that can't be read.
    """

    name = "journal"

    def __init__(self, recorder: SqlRecorder, mapper: EnvelopeMapper) -> None:
        self.recorder = recorder
        self.mapper = mapper

    @property
    def end(self) -> int:
        """The position of the last event; 0 when there is none."""
        with _available():
            return self.recorder.max_notification_id() or 0

    @property
    def new_events(self) -> NewEvents:
        """Wakes who waits in this process for what is appended; see NewEvents."""
        return self.recorder.new_events

    def append(self, envelopes: Sequence[Envelope]) -> int:
        """Write all, at least one, or none; return the last one's position.

        Raises eventsourcing's IntegrityError when a stream has one of the versions.
        """
        stored = [self.mapper.to_stored_event(it) for it in envelopes]
        with _available():
            return self.recorder.insert_events(stored)[-1]

    async def append_soon(self, envelopes: Sequence[Envelope]) -> int:
        """``append`` for the event loop. Cancelling it doesn't withdraw the events."""
        stored = [self.mapper.to_stored_event(it) for it in envelopes]
        with _available():
            return (await self.recorder.insert_events_soon(stored))[-1]

    def page(
        self, *, after: int, upto: int | None = None, size: int = 500
    ) -> Sequence[Recorded]:
        """What was recorded next after a position, in order."""
        rows = self.stored_page(after=after, upto=upto, size=size)
        return [self.opened(row) for row in rows]

    def pages(
        self, *, after: int, upto: int, size: int = 500
    ) -> Iterator[Sequence[Recorded]]:
        while page := self.page(after=after, upto=upto, size=size):
            yield page
            after = page[-1].position

    def history(
        self, stream: str, *, after: int = 0, upto: int | None = None
    ) -> Sequence[Recorded]:
        """One stream's events after a version, up to a position of the whole log."""
        rows = self.stored_history(stream, after=after, upto=upto)
        return [self.opened(row) for row in rows]

    def stored_page(
        self, *, after: int, upto: int | None = None, size: int = 500
    ) -> Sequence[StoredRow]:
        """``page`` as it is stored, to be opened one by one."""
        with _available():
            return self.recorder.page(after=after, upto=upto, size=size)

    def stored_history(
        self, stream: str, *, after: int = 0, upto: int | None = None
    ) -> Sequence[StoredRow]:
        """``history`` as it is stored, to be opened one by one."""
        with _available():
            return self.recorder.history(stream, after=after, upto=upto)

    def opened(self, row: StoredRow) -> Recorded:
        """What a row holds."""
        position, stream, version, name, body = row
        try:
            envelope = self.mapper.envelope(stream, version, name, body)
        except UnreadableEvent as error:
            raise error.at(position) from error
        return Recorded(position, envelope)

    def close(self) -> None:
        """Write what waits; then nothing can be appended. Reading goes on."""
        self.recorder.close()


@contextmanager
def _available() -> Iterator[None]:
    """The callers know the database by what they can do about it."""
    try:
        yield
    except OutcomeUnknown as error:
        raise Unavailable(
            "It isn't known whether this was recorded; look before you try again."
        ) from error
    except OperationalError as error:
        raise Unavailable(
            "The event log can't be reached now; try again soon."
        ) from error
