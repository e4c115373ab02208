"""The same events into the same tables, by the eventsourcing library's own runner.

Log, subscription and runner are the library's; its way is an event at a time, each in a
transaction with the runner's position. Handlers and tables are ours. The log is in
memory, because the library can't subscribe to one on SQLite; that only helps it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eventsourcing.application import Application
from eventsourcing.persistence import Mapper, Tracking
from eventsourcing.projection import BaseProjectionRunner, Projection

from adapters.database import writing
from adapters.event_store.envelope import Envelope
from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.facts import Fact
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.tracking import SqlTrackingRecorder
from benchmarks.measuring import stopwatch
from benchmarks.places import LongLog, opened, projecting
from projections.changes import Fold
from projections.projector import Projector
from projections.read_models import READ_MODELS
from projections.writes import Writer

EVENTS = 1_000  # it would take minutes for all


class StockLog(Application[str]):
    """The library's application, with our events in it."""

    def construct_mapper(self) -> Mapper[str]:
        return EnvelopeMapper(EVENT_TYPES)

    def record(self, events: Sequence[Envelope]) -> None:
        self.recorder.insert_events([self.mapper.to_stored_event(it) for it in events])


class AllTables(Projection[SqlTrackingRecorder]):
    """Our handlers behind the library's interface."""

    def __init__(self, projector: Projector) -> None:
        super().__init__(projector.checkpoint)
        dialect = projector.engine.dialect
        self._fold = Fold(READ_MODELS, dialect)
        self._writer = Writer([model.table for model in READ_MODELS], dialect)

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        envelope: Envelope = domain_event
        self._fold.apply([Fact(tracking.notification_id, envelope.event)])
        with writing(self.view.engine) as connection:
            self.view.advance(connection, tracking)
            self._writer.write(connection, self._fold.taken())


def stock_runner(log: LongLog, folder: Path) -> float:
    """Events per second, of the first ones."""
    with opened(log.path) as journal:
        events = [it.envelope for it in journal.page(after=0, size=EVENTS)]
    with projecting(log.path, folder) as projector:
        runner = BaseProjectionRunner(
            projection=AllTables(projector),
            application_class=StockLog,
            tracking_recorder=projector.checkpoint,
            topics=(),
        )
        with runner, stopwatch() as watch:
            runner.app.record(events)
            runner.wait(len(events), timeout=300)
    return watch.per_second(len(events))
