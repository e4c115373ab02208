"""Columns that many tables have, and the types of the spec that need a word."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Identity,
    Integer,
    TypeDecorator,
    Unicode,
)
from sqlalchemy.dialects import sqlite

from domain.kernel import Event
from projections.kernel import Values

Json = JSON(none_as_null=True)

# Only a column of the exact type INTEGER is SQLite's row number, and needs no index.
Position = BigInteger().with_variant(Integer(), "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware going in and coming out, in UTC, on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        if dialect.name == "sqlite":
            return _sqlite_text
        return super().bind_processor(dialect)

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        del dialect
        if value is None or value.tzinfo is UTC:
            return value
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone.")
        return value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _sqlite_text(moment: datetime | None) -> str | None:
    """As SQLAlchemy has them there, in a third of the time: UTC, without saying so."""
    if moment is None:
        return None
    text, utc, rest = moment.isoformat(" ", "microseconds").partition("+00:00")
    if not utc or rest:
        return _sqlite_text(UtcDateTime().process_bind_param(moment, sqlite.dialect()))
    return text


def row_id() -> Column[int]:
    """The spec's identity. Events bring the ids, so explicit ones are accepted."""
    return Column("id", Integer(), Identity(), primary_key=True)


def reference(name: str, target: str, *, index: bool = False) -> Column[int]:
    """A foreign key; ``target`` is "table.column"."""
    return Column(name, Integer(), ForeignKey(target), index=index)


def slug() -> Column[str]:
    return Column("slug", Unicode(100), nullable=False)


def description(length: int = 500) -> Column[str]:
    return Column("description", Unicode(length), nullable=False)


def dates() -> tuple[Column[date], Column[date]]:
    """The spec's two dates: days in UTC."""
    return (
        Column("updated_at", Date(), nullable=False),
        Column("created_at", Date(), nullable=False),
    )


def day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def created(event: Event) -> dict[str, Any]:
    """Both dates of a row that begins with this event."""
    today = day(event.at)
    return {"updated_at": today, "created_at": today}


def changed(event: Event, **changes: Any) -> Values:
    """These changes, and the date of the change."""
    return {"updated_at": day(event.at), **changes}
