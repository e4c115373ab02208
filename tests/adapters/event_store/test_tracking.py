"""The exact checkpoint of pages; the library's own rules are in its contract tests."""

import pytest
from eventsourcing.persistence import Tracking
from sqlalchemy import Engine

from adapters.database import writing
from adapters.event_store.tracking import Overtaken, SqlTrackingRecorder


@pytest.fixture
def reader(engine: Engine) -> SqlTrackingRecorder:
    return SqlTrackingRecorder(engine, "reader")


def advance(reader: SqlTrackingRecorder, since: int, to: int) -> None:
    with writing(reader.engine) as rows:
        reader.advance(rows, Tracking("journal", to), since=since)


def test_a_page_starts_where_the_last_one_ended(reader: SqlTrackingRecorder) -> None:
    advance(reader, 0, 10)
    advance(reader, 10, 25)

    assert reader.max_tracking_id("journal") == 25


@pytest.mark.parametrize("since", [0, 5, 15])
def test_a_page_read_from_elsewhere_is_refused(
    reader: SqlTrackingRecorder, since: int
) -> None:
    advance(reader, 0, 10)
    with pytest.raises(Overtaken):
        advance(reader, since, 25)

    assert reader.max_tracking_id("journal") == 10


def test_only_the_first_page_needs_no_checkpoint(reader: SqlTrackingRecorder) -> None:
    with pytest.raises(Overtaken):
        advance(reader, 5, 10)


def test_a_checkpoint_can_be_held(reader: SqlTrackingRecorder) -> None:
    with writing(reader.engine) as rows:
        assert reader.hold(rows, "journal") == 0
    advance(reader, 0, 10)
    with writing(reader.engine) as rows:
        assert reader.hold(rows, "journal") == 10


def test_readers_have_checkpoints_of_their_own(reader: SqlTrackingRecorder) -> None:
    advance(reader, 0, 10)

    assert (
        SqlTrackingRecorder(reader.engine, "other").max_tracking_id("journal") is None
    )
