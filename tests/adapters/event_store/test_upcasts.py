"""An event that changed its shape twice is read in all three, from files kept as is.

No real event has changed yet; this one shows how it is done.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from eventsourcing.persistence import StoredEvent
from pydantic_core import from_json
from sqlalchemy import Engine

from adapters.event_store.codec import Data, EventTypes
from adapters.event_store.envelope import enclose
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import SqlRecorder
from domain.kernel import Event
from tests.adapters.event_store.things import NOON

SHAPES = Path(__file__).with_name("shapes")
"""Stored bodies, one of each shape: never edit one."""


class ParcelSent(Event):
    """First with one ``name``; then with a ``sender``; now with a weight, too."""

    TYPE: ClassVar[str] = "parcel.sent"

    sender: str
    grams: int | None = None


def of_today(data: Data) -> Data:
    """A field with a default needs nothing; one that is called otherwise does."""
    if "name" not in data:
        return data
    kept = {field: value for field, value in data.items() if field != "name"}
    return {**kept, "sender": data["name"]}


TYPES = EventTypes([ParcelSent], upcasts={ParcelSent.TYPE: of_today})


@pytest.fixture
def journal(engine: Engine) -> Iterator[Journal]:
    journal = Journal(SqlRecorder(engine), EnvelopeMapper(TYPES))
    yield journal
    journal.close()


def stored(body: bytes) -> StoredEvent:
    return StoredEvent("parcel:1", 1, ParcelSent.TYPE, body)


@pytest.mark.parametrize(
    ("shape", "grams"), [("1-name", None), ("2-sender", None), ("3-grams", 250)]
)
def test_every_shape_it_ever_had_is_read(
    journal: Journal, shape: str, grams: int | None
) -> None:
    body = (SHAPES / f"{ParcelSent.TYPE}.{shape}.json").read_bytes()
    journal.recorder.insert_events([stored(body)])
    (kept,) = journal.history("parcel:1")

    assert kept.envelope.event == ParcelSent(sender="Ana", grams=grams, at=NOON)


def test_what_is_written_today_needs_no_upcast(journal: Journal) -> None:
    event = ParcelSent(sender="Ana", grams=250, at=NOON)
    journal.append(enclose("parcel:1", 0, [event]))
    (row,) = journal.recorder.history("parcel:1")
    today = from_json((SHAPES / f"{ParcelSent.TYPE}.3-grams.json").read_bytes())

    assert from_json(row.body)["data"] == today["data"]
