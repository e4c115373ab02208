"""The contract of messages, held against the in-memory WhatsApp."""

import pytest

from domain.whatsapp import Whatsapp
from tests.adapters.whatsapp_web.message_phones import FakeMessagePhone, MessagePhone
from tests.adapters.whatsapp_web.messages_contract import MessagesContract
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


@pytest.fixture(scope="class")
def messages(fake: FakeWhatsapp) -> MessagePhone:
    return FakeMessagePhone(fake)


class TestMessages(MessagesContract):
    pass
