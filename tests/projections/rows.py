"""What a row must hold after some events, in one line of a test's table."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from domain.kernel import Event
from domain.reference import Listed
from projections.kernel import read_tables
from tests.projections.world import World

Holds: TypeAlias = dict[str, Any]
Case: TypeAlias = tuple[Sequence[Event], str, int | str, Holds | None]
"""After these events, in this table, the row of this key holds at least this.

None: there is no such row.
"""


def status(column: str, entry: Listed, **more: Any) -> Holds:
    """``column`` refers to that entry of a reference list, and so on."""
    return {column: entry.row_id, **more}


def check(world: World, case: Case) -> None:
    story, table, key, holds = case
    world.tell(*story)
    row = world.row(read_tables.tables[table], key)
    if holds is None:
        assert row is None
    else:
        assert row is not None
        assert {name: row[name] for name in holds} == holds
