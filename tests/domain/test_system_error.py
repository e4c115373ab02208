from domain.system_error.commands import LENGTH, RecordSystemError, evolve
from domain.system_error.events import SystemErrorEvent, SystemErrorRecorded
from tests.support import a
from tests.support.clock import FixedClock
from tests.support.memory import CountingIds, MemoryAggregates


def recorded(what: str, where: str = "here") -> SystemErrorRecorded:
    errors = MemoryAggregates[SystemErrorRecorded, SystemErrorEvent](evolve)
    record = RecordSystemError(errors, FixedClock(), CountingIds())
    receipt = record(what=what, where=where, correlation_id="c0ffee")
    return errors.get(receipt.id)


def test_an_unexpected_error_is_kept_as_a_fact() -> None:
    assert recorded("ValueError: no", "entrypoints.http.app") == (
        a.system_error_recorded(system_error_id=1)
    )


def test_a_long_story_is_cut() -> None:
    assert recorded("x" * 5000, "y" * 5000).what == "x" * LENGTH


def test_no_error_is_lost_for_the_text_in_it() -> None:
    fact = recorded("bad file \udcff and \x00")

    assert fact.what == "bad file \\udcff and \\x00"
    assert SystemErrorRecorded.model_validate_json(fact.model_dump_json()) == fact
