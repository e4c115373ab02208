"""Moments and days mean the same on every database."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import sqlite

from projections.columns import UtcDateTime, day

DIALECT = sqlite.dialect()
MADRID = timezone(timedelta(hours=2))
LATE = datetime(2026, 7, 2, 1, 30, tzinfo=MADRID)
IN_UTC = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def test_a_moment_is_written_in_utc() -> None:
    written = UtcDateTime().process_bind_param(LATE, DIALECT)

    assert written == IN_UTC
    assert written is not None
    assert written.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        UtcDateTime().process_bind_param(LATE.replace(tzinfo=None), DIALECT)


@pytest.mark.parametrize("stored", [IN_UTC.replace(tzinfo=None), LATE, IN_UTC])
def test_a_moment_is_read_in_utc(stored: datetime) -> None:
    read = UtcDateTime().process_result_value(stored, DIALECT)

    assert read == IN_UTC
    assert read is not None
    assert read.tzinfo is UTC


def test_a_day_is_a_day_in_utc() -> None:
    assert day(LATE) == date(2026, 7, 1)
