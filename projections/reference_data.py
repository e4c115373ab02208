"""The closed lists of the domain as rows, and back again."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Table

from domain.reference import SINCE, Listed
from projections.columns import dates, description, row_id, slug
from projections.kernel import ReadModel, Values, read_tables

L = TypeVar("L", bound=Listed)


def reference_rows(listed: type[Listed]) -> Sequence[Values]:
    """One row for each entry: id, slug, description, dates."""
    return [
        {
            "id": entry.row_id,
            "slug": entry.value,
            "description": entry.description,
            "updated_at": SINCE,
            "created_at": SINCE,
        }
        for entry in listed
    ]


def reference_list(name: str, listed: type[Listed]) -> ReadModel:
    """The read model of a table that has a slug and a description, and no events."""
    table = Table(name, read_tables, row_id(), slug(), description(), *dates())
    return ReadModel(table, reference=reference_rows(listed))


def entry(listed: type[L], row_id: int) -> L:
    """The entry of a foreign key. Raises KeyError for one that is not on the list."""
    return {it.row_id: it for it in listed}[row_id]
