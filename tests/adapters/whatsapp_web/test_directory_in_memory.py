"""The contract of people and groups, held against the in-memory WhatsApp."""

import pytest

from domain.whatsapp import Whatsapp
from tests.adapters.whatsapp_web.directory_contract import (
    GroupsContract,
    PeopleContract,
)
from tests.adapters.whatsapp_web.directory_phones import (
    DirectoryPhone,
    FakeDirectoryPhone,
)
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
def directory(fake: FakeWhatsapp) -> DirectoryPhone:
    return FakeDirectoryPhone(fake)


class TestPeople(PeopleContract):
    pass


class TestGroups(GroupsContract):
    pass
