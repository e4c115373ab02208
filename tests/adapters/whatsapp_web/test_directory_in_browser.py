"""The contract of people and groups, held against the driver in a real browser."""

import asyncio
from datetime import UTC, datetime

import pytest

from adapters.whatsapp_web.sandbox.addresses import lid_of
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import Linked, Whatsapp
from tests.adapters.whatsapp_web.contract import FRIEND, Session
from tests.adapters.whatsapp_web.directory_contract import (
    GroupsContract,
    PeopleContract,
    changes_of,
    stranger,
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
    async def test_a_hidden_id_that_the_page_does_not_know_is_asked_for(
        self, shared: Session
    ) -> None:
        number = stranger()
        jid = await shared.page.people.number_of(lid_of(number))

        assert jid == f"{number}@s.whatsapp.net"

    async def test_being_online_is_shown_again_after_a_reconnect(
        self, shared: Session, phone: Phone, directory: DirectoryPhone
    ) -> None:
        await shared.page.be_online()
        await phone.drop(shared.number)
        await shared.heard.next(Linked)

        async with asyncio.timeout(60):
            while not await directory.is_available(shared.number):  # noqa: ASYNC110
                await asyncio.sleep(0.05)


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
