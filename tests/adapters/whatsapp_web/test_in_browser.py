"""The contract, held against the driver with the sandbox in a real browser."""

import pytest

from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import Whatsapp
from tests.adapters.whatsapp_web.contract import LinkedContract, LinkingContract
from tests.adapters.whatsapp_web.phones import Phone, SandboxPhone


@pytest.fixture(scope="class")
def whatsapp(web: WhatsappWeb) -> Whatsapp:
    return web


@pytest.fixture(scope="class")
def phone(sandbox_phone: SandboxPhone) -> Phone:
    return sandbox_phone


class TestLinking(LinkingContract):
    pass


class TestLinked(LinkedContract):
    pass
