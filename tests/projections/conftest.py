from collections.abc import Iterator
from pathlib import Path

import pytest

from projections import replay
from tests.projections.world import LIFE, PROLOGUE, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Nothing has happened yet."""
    world = World(f"sqlite:///{tmp_path}/log.db", f"sqlite:///{tmp_path}/rows.db")
    yield world
    world.close()


@pytest.fixture
def begun(world: World) -> World:
    """There are a user, a plan and a session."""
    world.tell(*PROLOGUE)
    return world


@pytest.fixture
def lived(begun: World) -> World:
    """Every table has rows."""
    begun.tell(*LIFE)
    return begun


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A replay folds three events at once, and reads two of them."""
    monkeypatch.setattr(replay, "PAGE_SIZE", 2)
    monkeypatch.setattr(replay, "SLICE", 3)
