"""Rows as named tuples, which have a field for each column that they ask for."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Column, Connection, Select, Table, func, select

R = TypeVar("R", bound=NamedTuple)


class Page(NamedTuple):
    """Which part of a long list: the first page is number 1."""

    number: int = 1
    size: int = 50

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def columns_of(table: Table, record: type[NamedTuple]) -> Sequence[Column[Any]]:
    return [table.columns[name] for name in record._fields]


def every(connection: Connection, record: type[R], query: Select[Any]) -> Sequence[R]:
    return [record(*row) for row in connection.execute(query)]


def first(connection: Connection, record: type[R], query: Select[Any]) -> R | None:
    row = connection.execute(query.limit(1)).first()
    return record(*row) if row else None


def page_of(
    connection: Connection, record: type[R], query: Select[Any], page: Page
) -> tuple[Sequence[R], int]:
    """The rows of one page of an ordered query, and how many there are in all."""
    rows = query.limit(page.size).offset(page.offset)
    total = select(func.count()).select_from(query.order_by(None).subquery())
    return every(connection, record, rows), connection.execute(total).scalar_one()
