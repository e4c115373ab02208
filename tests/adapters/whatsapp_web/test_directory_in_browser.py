"""The contract of people and groups, held against the driver in a real browser."""

from datetime import UTC, datetime

import pytest

from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import Linked, Whatsapp
from tests.adapters.whatsapp_web.contract import FRIEND, Session
from tests.adapters.whatsapp_web.directory_contract import (
    GroupsContract,
    PeopleContract,
    changes_of,
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
    async def test_what_changed_while_nobody_listened_is_told_afterwards(
        self, shared: Session, directory: DirectoryPhone
    ) -> None:
        began = datetime.now(UTC)
        made = await directory.group_of(shared.number, FRIEND, subject="Choir")
        await changes_of(shared, made, 1)
        await shared.page.close()
        await directory.in_group(shared.number, made, "subject", value="Big choir")
        shared.heard.pass_over()
        await shared.open()
        await shared.heard.next(Linked)

        await shared.page.seen_since(began)
        told = await changes_of(shared, made, 2)
        values = {it.value for it in told}
        assert values == {"Choir", "Big choir"}
