"""The whole program on SQLite with a projector at work, and no browsers."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from threading import Event as Flag
from threading import Thread
from typing import Any, NamedTuple

import pytest
from litestar.testing import TestClient

from domain.user.logins import NewToken
from entrypoints.bootstrap import bootstrap
from entrypoints.http import create_app
from entrypoints.program import Program
from entrypoints.settings import Settings
from entrypoints.workers.projecting import follow
from tests.entrypoints.http.customers import (
    Bearer,
    Customer,
    Http,
    customer,
    link,
)
from tests.entrypoints.http.whatsapp import LinkedPage, linked_page
from tests.support.clock import FixedClock

PUBLIC_URL = "https://gateway.invalid"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


class Prepared(NamedTuple):
    home: Path
    ana: NewToken
    bob: NewToken


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A data directory with two customers. Copying it is faster than hashing again."""
    home = tmp_path_factory.mktemp("prepared")
    made = bootstrap(Settings(home=home), clock=FixedClock())
    made.subscriptions.open_catalogue()
    ana, bob = customer(made, "Ana"), customer(made, "Bob")
    made.close()
    return Prepared(home, ana, bob)


@pytest.fixture
def program(prepared: Prepared, tmp_path: Path, clock: FixedClock) -> Iterator[Program]:
    copytree(prepared.home, tmp_path / "var")
    made = bootstrap(
        Settings(home=tmp_path / "var", connect_wait=30, public_url=PUBLIC_URL),
        clock=clock,
    )
    stop = Flag()
    projector = Thread(target=follow, args=(made, stop))
    projector.start()
    yield made
    stop.set()
    projector.join()
    made.close()


@pytest.fixture
def http(program: Program) -> Iterator[Http]:
    app = create_app(program)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def ana(http: Http, prepared: Prepared) -> Customer:
    return Customer(http, prepared.ana.token, prepared.ana.user_id)


@pytest.fixture
def bob(http: Http, prepared: Prepared) -> Customer:
    return Customer(http, prepared.bob.token, prepared.bob.user_id)


@pytest.fixture
def session(program: Program, ana: Customer) -> dict[str, Any]:
    """Connected, as far as the log says."""
    made = ana.session()
    link(program, made)
    return made


@pytest.fixture
def key(ana: Customer, session: dict[str, Any]) -> Bearer:
    return ana.key(session)


@pytest.fixture
def linked(program: Program, session: dict[str, Any]) -> Iterator[LinkedPage]:
    """The session's page, which answers."""
    with linked_page(program, session["id"]) as page:
        yield page
