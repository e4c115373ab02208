"""One sandbox for all tests here; every test has sessions and numbers of its own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.sandbox.server import sandbox_in_thread
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import Whatsapp
from tests.adapters.whatsapp_web.contract import Session
from tests.adapters.whatsapp_web.message_phones import PICTURE
from tests.adapters.whatsapp_web.phones import Phone, SandboxPhone

DEADLINES = Deadlines(
    ready=60.0, call=30.0, send=30.0, resend_after=0.5, pulse_every=0.5, close=10.0
)


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    with sandbox_in_thread() as url:
        yield url


@pytest.fixture(scope="session")
def sandbox_phone(sandbox_url: str) -> SandboxPhone:
    return SandboxPhone(sandbox_url)


@pytest.fixture(scope="class")
def web(sandbox_url: str, tmp_path_factory: pytest.TempPathFactory) -> WhatsappWeb:
    profiles: Path = tmp_path_factory.mktemp("profiles")
    return WhatsappWeb(profiles, url=f"{sandbox_url}/", deadlines=DEADLINES)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "kept-under-another-name"
    path.write_bytes(PICTURE)
    return path


@pytest.fixture
async def session(whatsapp: Whatsapp, phone: Phone) -> AsyncIterator[Session]:
    """Not open yet."""
    session = Session(whatsapp, phone)
    yield session
    await session.close()


@pytest.fixture
async def linked(session: Session) -> Session:
    await session.link()
    return session


@pytest_asyncio.fixture(scope="class", loop_scope="class")
async def linked_for_all(whatsapp: Whatsapp, phone: Phone) -> AsyncIterator[Session]:
    session = Session(whatsapp, phone)
    await session.link()
    yield session
    await session.close()


@pytest.fixture
def shared(linked_for_all: Session) -> Session:
    """Linked, and shared by a class's tests: leave it linked."""
    linked_for_all.heard.pass_over()
    return linked_for_all
