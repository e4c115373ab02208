"""What can go wrong on the way to a link ends in a clear word, never in waiting."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import httpx
import pytest

from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.sandbox.server import sandbox_in_thread
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.reference import SessionStatus
from entrypoints.bootstrap import bootstrap
from entrypoints.settings import Settings
from entrypoints.workers import Crew
from projections.whatsapp_session_queries import SessionRow
from tests.entrypoints.workers.office import Office
from tests.support.customer import Customer, Phone, eventually
from tests.support.gateway_process import GatewayProcess

QUICK = Deadlines(ready=3.0, call=5.0, pulse_every=0.5, close=5.0)

At = Callable[[str], AbstractContextManager[Office]]


@pytest.fixture
def at(tmp_path: Path) -> At:
    """Background work with a real browser, which opens that address."""

    @contextmanager
    def begin(url: str) -> Iterator[Office]:
        program = bootstrap(Settings(home=tmp_path))
        whatsapp = WhatsappWeb(program.settings.profiles, url=url, deadlines=QUICK)
        with closing(program), Crew(program, whatsapp):
            yield Office(program)

    return begin


def ended(office: Office) -> SessionRow | None:
    row = office.row()
    return row if row.status is SessionStatus.DISCONNECTED else None


def test_a_page_without_a_module_is_named_and_closed(at: At) -> None:
    with (
        sandbox_in_thread() as sandbox,
        at(f"{sandbox}/?drop=WAWebSendMsgChatAction") as office,
    ):
        office.program.sessions.connect(office.id)

        row = eventually(lambda: ended(office), why="not connecting for ever")
        assert "modules" in str(row.status_reason)
        eventually(lambda: office.row().browser_context_id is None)


def test_a_page_that_is_not_there_is_said_and_waited_for(at: At) -> None:
    with at("http://127.0.0.1:1/") as office:
        office.program.sessions.connect(office.id)

        eventually(lambda: "did not load" in str(office.row().status_reason))
        assert office.row().status is SessionStatus.CONNECTING


def test_a_code_that_was_shown_too_long_ago_can_not_be_scanned(at: At) -> None:
    with (
        sandbox_in_thread(ref_ttl=1.5) as sandbox,
        closing(Phone(sandbox)) as phone,
        at(sandbox) as office,
    ):
        office.program.sessions.connect(office.id)
        old = eventually(lambda: office.row().qr_code)
        eventually(lambda: office.row().qr_code not in (None, old))

        assert "shown too long ago" in refusal(phone, old)
        assert office.row().status is SessionStatus.NEED_SCAN


def test_a_code_nobody_scans_ends_it(at: At) -> None:
    with sandbox_in_thread(ref_ttl=0.3, max_refs=2) as sandbox, at(sandbox) as office:
        office.program.sessions.connect(office.id)

        row = eventually(lambda: ended(office), why="not showing codes for ever")
        assert row.status_reason == "the QR code was not scanned"


def test_a_code_can_be_used_once(
    gateway: GatewayProcess, customer: Customer, phone: Phone
) -> None:
    gateway.start()
    customer.register()
    customer.create_session()
    code = customer.connect()["qrCode"]
    phone.scan(code)

    assert "used already" in refusal(phone, code)
    customer.until("connected")


def test_without_chromium_the_session_says_why(
    gateway_without_chromium: GatewayProcess,
) -> None:
    gateway = gateway_without_chromium.start()
    with closing(Customer(gateway.api)) as customer:
        customer.register()
        customer.create_session()

        assert customer.connect()["status"] == "connecting"
        reasons = [str(it["reason"]) for it in customer.logs()]
        assert any("no browser at /no/such/chromium" in it for it in reasons)
        assert gateway.stop() == 0


@pytest.fixture
def gateway_without_chromium(tmp_path: Path) -> Iterator[GatewayProcess]:
    gateway = GatewayProcess(
        tmp_path / "home", chromium="/no/such/chromium", connect_wait=1
    )
    yield gateway
    gateway.end()


def refusal(phone: Phone, code: str) -> str:
    with pytest.raises(httpx.HTTPStatusError) as refused:
        phone.scan(code)
    assert refused.value.response.status_code == 409
    return str(refused.value.response.json()["error"])
