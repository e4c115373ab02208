"""What a rebuild does on one database and cannot be seen on another."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from sqlalchemy import Connection

from adapters.database import turn_on
from projections.maintenance import Progress, rebuild
from projections.read_models import REBUILDABLE
from projections.shadow import Shadow
from tests.adapters.event_store.databases import fresh_url
from tests.adapters.event_store.outages import terminate
from tests.projections.world import LIFE, PROLOGUE, World


def test_other_writers_queue_while_rows_are_exchanged(
    lived: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite would let them poll for its lock, and in the end give up."""
    exchange, order = Shadow.exchange, list[str]()

    def take_turn() -> None:
        with turn_on(lived.rows):
            order.append("another's turn")

    def slowly(shadow: Shadow, rows: Connection) -> None:
        wait([pool.submit(take_turn)], timeout=0.2)
        exchange(shadow, rows)
        order.append("exchanged")

    monkeypatch.setattr(Shadow, "exchange", slowly)
    with ThreadPoolExecutor() as pool:
        rebuild(lived.projector, REBUILDABLE)

    assert order == ["exchanged", "another's turn"]


def test_why_a_rebuild_ended_is_told_when_its_connections_are_lost(
    tmp_path: Path,
) -> None:
    with fresh_url("postgresql", tmp_path) as tables_url:
        world = World(f"sqlite:///{tmp_path}/log.db", tables_url)
        world.tell(*PROLOGUE, *LIFE)
        _cut_off(world)
        world.close()


def _cut_off(lived: World) -> None:
    def end(_: Progress) -> None:
        terminate(lived.rows)
        raise LookupError("the reason")

    with pytest.raises(LookupError, match="the reason"):
        rebuild(lived.projector, REBUILDABLE, end)

    rebuild(lived.projector, REBUILDABLE)
    assert lived.odd() == []
