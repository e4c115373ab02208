"""Follows the log: a page of events, all tables, one transaction, one checkpoint."""

from collections.abc import Sequence
from threading import Lock
from time import monotonic

from eventsourcing.persistence import Tracking
from sqlalchemy import Engine

from adapters.database import writing
from adapters.event_store.facts import Facts, Page
from adapters.event_store.journal import Journal
from adapters.event_store.new_events import NewEvents
from adapters.event_store.tracking import Overtaken, SqlTrackingRecorder
from projections.changes import Fold
from projections.kernel import ReadModel
from projections.writes import Writer


class Projector:
    """Keeps every read model level with the others. Any number may run; one wins.

    ``applied`` wakes who waits in this process for the tables to change.
    """

    look_again_seconds = 0.05
    """How often a waiter asks the database, in case another process projects."""

    def __init__(
        self,
        journal: Journal,
        engine: Engine,
        read_models: Sequence[ReadModel],
        page_size: int = 500,
    ) -> None:
        self.journal = journal
        self.engine = engine
        self.checkpoint = SqlTrackingRecorder(engine, reader="read_models")
        self._page_size = page_size
        self._turn = Lock()
        self.facts = Facts.of(journal)
        self._fold = Fold(read_models, engine.dialect)
        self._writer = Writer([it.table for it in read_models], engine.dialect)
        self.applied = NewEvents()

    @property
    def position(self) -> int:
        """Of the last event that the tables show; 0 before the first."""
        return self.checkpoint.max_tracking_id(self.journal.name) or 0

    @property
    def lag(self) -> int:
        """How many recorded events the tables do not show yet."""
        return self.journal.end - self.position

    def project_page(self) -> int:
        """Apply what comes next; 0 if nothing does, or another projector had it."""
        with self._turn:
            since = self.position
            page = self.facts.page(after=since, size=self._page_size)
            if not page:
                return 0
            try:
                self._write(page, since)
            except Overtaken:
                return 0
        self.applied.tell(page.last)
        return len(page)

    def catch_up(self) -> int:
        """Apply everything recorded so far; return how many events that was."""
        return sum(iter(self.project_page, 0))

    def wait_for(self, position: int | None, timeout: float = 2.0) -> None:
        """Block until the tables show this position; None asks for nothing.

        Raises TimeoutError after ``timeout`` seconds.
        """
        until = monotonic() + timeout
        applied = self.applied
        while position and applied.position < position and self.position < position:
            left = until - monotonic()
            if left <= 0:
                raise TimeoutError(f"The tables do not show position {position} yet.")
            applied.wait(after=position - 1, timeout=min(left, self.look_again_seconds))

    def _write(self, page: Page, since: int) -> None:
        upto = Tracking(self.journal.name, page.last)
        self._fold.forget()
        self._fold.apply(page)
        changes = self._fold.taken()
        with writing(self.engine) as connection:
            self.checkpoint.advance(connection, upto, since=since)
            self._writer.write(connection, changes)
