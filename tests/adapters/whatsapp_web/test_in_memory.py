"""The contract, held against the in-memory WhatsApp that faster tests use."""

import pytest

from domain.whatsapp import Whatsapp
from tests.adapters.whatsapp_web.contract import LinkedContract, LinkingContract
from tests.adapters.whatsapp_web.phones import FakePhoneInHand, Phone
from tests.support.fake_whatsapp import FakeWhatsapp


@pytest.fixture(scope="class")
def fake() -> FakeWhatsapp:
    return FakeWhatsapp()


@pytest.fixture(scope="class")
def whatsapp(fake: FakeWhatsapp) -> Whatsapp:
    return fake


@pytest.fixture(scope="class")
def phone(fake: FakeWhatsapp) -> Phone:
    return FakePhoneInHand(fake)


class TestLinking(LinkingContract):
    pass


class TestLinked(LinkedContract):
    pass
