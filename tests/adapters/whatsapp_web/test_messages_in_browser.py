"""The contract of messages, with the sandbox in a real browser."""

import pytest

from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import Whatsapp
from tests.adapters.whatsapp_web.message_phones import (
    MessagePhone,
    SandboxMessagePhone,
)
from tests.adapters.whatsapp_web.messages_contract import MessagesContract
from tests.adapters.whatsapp_web.phones import Phone, SandboxPhone


@pytest.fixture(scope="class")
def whatsapp(web: WhatsappWeb) -> Whatsapp:
    return web


@pytest.fixture(scope="class")
def phone(sandbox_phone: SandboxPhone) -> Phone:
    return sandbox_phone


@pytest.fixture(scope="class")
def messages(sandbox_url: str) -> MessagePhone:
    return SandboxMessagePhone(sandbox_url)


class TestMessages(MessagesContract):
    pass
