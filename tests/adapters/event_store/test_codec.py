from typing import ClassVar

import pytest

from adapters.event_store.codec import Data, EventTypes
from adapters.event_store.envelope import enclose
from adapters.event_store.unreadable import UnknownEvent
from domain.kernel import Event
from tests.adapters.event_store.things import NOON


class Paused(Event):
    TYPE: ClassVar[str] = "thing.paused"

    thing_id: int
    reasons: tuple[str, ...]


class PausedOnce(Event):
    """The shape it had at first."""

    TYPE: ClassVar[str] = "thing.paused"

    thing_id: int


def _once_there_was_no_reason(data: Data) -> Data:
    return {"reasons": ["unknown"]} | data


def test_an_event_is_read_as_it_was_written() -> None:
    types = EventTypes([Paused])
    (envelope,) = enclose("a:1", 0, [Paused(thing_id=1, reasons=("ñ",), at=NOON)])
    body = types.read("thing.paused", types.write(envelope))

    assert body.data == envelope.event
    assert (body.id, body.recorded_at) == (envelope.id, envelope.recorded_at)
    assert types.read_event("thing.paused", types.write(envelope)) == envelope.event


def test_an_old_shape_is_read_as_the_present_one() -> None:
    (envelope,) = enclose("a:1", 0, [PausedOnce(thing_id=1, at=NOON)])
    stored = EventTypes([PausedOnce]).write(envelope)
    types = EventTypes([Paused], {"thing.paused": _once_there_was_no_reason})

    present = Paused(thing_id=1, reasons=("unknown",), at=NOON)
    assert types.read("thing.paused", stored).data == present
    assert types.read_event("thing.paused", stored) == present


def test_an_event_of_a_later_version_is_named() -> None:
    with pytest.raises(UnknownEvent, match=r"thing\.paused"):
        EventTypes([]).read("thing.paused", b"{}")
    with pytest.raises(UnknownEvent, match=r"thing\.paused"):
        EventTypes([]).read_event("thing.paused", b"{}")


def test_a_name_belongs_to_one_event() -> None:
    with pytest.raises(ValueError, match=r"thing\.paused"):
        EventTypes([Paused, PausedOnce])
