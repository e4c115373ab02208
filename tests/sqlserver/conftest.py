"""The same fixtures as elsewhere, on databases that are reached by way of ODBC."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.adapters.event_store.conftest import journal, writer  # noqa: F401
from tests.projections.conftest import begun, forgetful, lived  # noqa: F401
from tests.projections.world import World
from tests.sqlserver.databases import KINDS, fresh_engine, fresh_url


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(kind: str) -> Iterator[Engine]:
    with fresh_engine(kind) as engine:
        yield engine


@pytest.fixture
def world(kind: str) -> Iterator[World]:
    """Log and tables in one database. Nothing has happened yet."""
    with fresh_url(kind) as url:
        world = World(url, url)
        yield world
        world.close()
