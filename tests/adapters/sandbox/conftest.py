from collections.abc import Iterator

import httpx
import pytest

from adapters.whatsapp_web.sandbox.server import sandbox_in_thread
from adapters.whatsapp_web.sandbox.store import Store
from adapters.whatsapp_web.sandbox.world import World
from tests.adapters.sandbox.pages import Clock, world_of


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    yield store
    store.close()


@pytest.fixture
def world(store: Store, clock: Clock) -> World:
    return world_of(store, clock.now)


@pytest.fixture
def phone() -> Iterator[httpx.Client]:
    """A running sandbox, to speak HTTP with."""
    with sandbox_in_thread() as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


@pytest.fixture
def quick_phone() -> Iterator[httpx.Client]:
    """One whose codes are soon too old to be scanned."""
    with (
        sandbox_in_thread(ref_ttl=0.2, max_refs=2) as url,
        httpx.Client(base_url=url) as client,
    ):
        yield client
