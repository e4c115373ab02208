from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from entrypoints.bootstrap import bootstrap
from entrypoints.program import Program
from entrypoints.settings import Settings
from entrypoints.workers import Crew
from entrypoints.workers.delivery import Delivery
from entrypoints.workers.patience import Patience
from entrypoints.workers.perseverance import Pauses
from tests.entrypoints.workers.office import Office


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pauses, "first", 0.01)
    monkeypatch.setattr(Patience, "code_pause", 0.01)
    monkeypatch.setattr(Patience, "conflict_pause", 0.01)
    monkeypatch.setattr(Delivery, "first_pause", 0.01)


@pytest.fixture
def chosen() -> dict[str, Any]:
    """Settings that a test chooses, by parametrizing this."""
    return {}


@pytest.fixture
def program(tmp_path: Path, chosen: dict[str, Any]) -> Iterator[Program]:
    """With tables that follow the log, and nothing else at work."""
    settings = Settings(home=tmp_path, node="here", webhook_first_retry=0.05, **chosen)
    program = bootstrap(settings)
    with Crew(program):
        yield program
    program.close()


@pytest.fixture
async def office(program: Program) -> AsyncIterator[Office]:
    """A customer with one session; its supervisor is not at work yet."""
    office = Office(program)
    yield office
    await office.stop()
