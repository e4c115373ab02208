"""The contract of people and groups, held against the driver in a real browser."""

import pytest

from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import Whatsapp
from tests.adapters.whatsapp_web.directory_contract import (
    GroupsContract,
    PeopleContract,
)
from tests.adapters.whatsapp_web.directory_phones import (
    DirectoryPhone,
    SandboxDirectoryPhone,
)
from tests.adapters.whatsapp_web.phones import Phone, SandboxPhone


@pytest.fixture(scope="class")
def whatsapp(web: WhatsappWeb) -> Whatsapp:
    return web


@pytest.fixture(scope="class")
def phone(sandbox_phone: SandboxPhone) -> Phone:
    return sandbox_phone


@pytest.fixture(scope="class")
def directory(sandbox_url: str) -> DirectoryPhone:
    return SandboxDirectoryPhone(sandbox_url)


class TestPeople(PeopleContract):
    pass


class TestGroups(GroupsContract):
    pass
