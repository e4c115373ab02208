from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from entrypoints.bootstrap import bootstrap
from entrypoints.http import create_app, health
from entrypoints.program import Program
from entrypoints.settings import Settings
from tests.entrypoints.http.customers import Http


@pytest.fixture
def without_projector(tmp_path: Path) -> Iterator[Program]:
    made = bootstrap(Settings(home=tmp_path))
    made.subscriptions.open_catalogue()
    yield made
    made.close()


@pytest.mark.usefixtures("ana")
def test_live_and_ready(http: Http) -> None:
    live, ready = http.get("/health/live"), http.get("/health/ready")

    assert live.json()["status"] == "ok"
    assert ready.status_code == 200
    assert ready.json()["checks"] == dict.fromkeys(
        ["events", "tables", "projections"], "ok"
    )


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_a_monitor_may_ask_by_head(http: Http, path: str) -> None:
    assert http.head(path).status_code == 200


def test_not_ready_while_the_tables_fall_behind(
    without_projector: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "IN_TIME", 0.1)
    with TestClient(create_app(without_projector)) as http:
        live, ready = http.get("/health/live"), http.get("/health/ready")

    assert live.status_code == 200
    assert ready.status_code == 503
    assert ready.json()["checks"]["projections"] == "TimeoutError"
    assert ready.json()["checks"]["events"] == "ok"
