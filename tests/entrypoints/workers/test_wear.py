"""Browsers that have served their time are replaced, and lose nothing by it."""

import asyncio

import pytest

from domain.reference import MessageStatus, SessionStatus
from domain.whatsapp import PageLost
from entrypoints.settings import Settings
from entrypoints.workers.starts import Starts
from entrypoints.workers.wear import MEGABYTE, Wear
from tests.entrypoints.workers.office import PHONE, Office
from tests.support.fake_whatsapp import settled
from tests.support.waiting import until


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wear, "look_every", 0.01)
    monkeypatch.setattr(Wear, "young", 0.0)


def reasons(office: Office) -> list[str]:
    """Why each browser was closed."""
    history = office.program.journal.history(f"whatsapp_session:{office.id}")
    events = [it.envelope.event for it in history]
    return [
        it.model_dump()["reason"]
        for it in events
        if it.TYPE == "whatsapp_session.browser_closed"
    ]


async def test_one_that_grew_too_big_is_replaced(office: Office) -> None:
    await office.link()
    first = office.page
    first.bytes_taken = 801 * MEGABYTE

    await until(lambda: office.page is not first and office.page.linked)
    assert reasons(office) == ["recycled: it took 801 MB of memory"]
    await office.until_status(SessionStatus.CONNECTED)


async def test_one_that_is_old_is_replaced_and_no_message_is_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = asyncio.Event()

    def from_age(_: Wear) -> str | None:
        if not old.is_set():
            return None
        old.clear()
        return "24.0 hours old"

    monkeypatch.setattr(Wear, "_from_age", from_age)
    await office.link()
    first, texts = office.page, [f"number {number}" for number in range(10)]
    sent = [office.send(text) for text in texts]
    old.set()

    await until(lambda: office.page is not first and office.page.linked)
    for message_id in sent:
        await office.until_message(message_id, MessageStatus.SENT)
    assert office.texts() == texts
    assert reasons(office) == ["recycled: 24.0 hours old"]


async def test_so_is_one_that_does_not_get_its_connection_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Wear, "longest_offline", 0.0)
    await office.link()
    first = office.page
    office.whatsapp.phone.drop(PHONE, reconnects=False)

    await until(lambda: office.page is not first and office.page.linked)
    assert reasons(office) == ["recycled: it did not get its connection back"]


async def test_a_page_that_can_not_be_weighed_stays(office: Office) -> None:
    await office.link()
    weighed = asyncio.Event()

    async def lost() -> int:
        weighed.set()
        raise PageLost("no answer")

    wear = Wear(office.id, office.page, Settings())
    office.page.memory = lost  # type: ignore[method-assign]
    waiting = asyncio.create_task(wear.run())
    await weighed.wait()
    await settled()

    assert not waiting.done()
    waiting.cancel()


class TestStarts:
    async def test_so_many_start_at_once_and_the_next_when_one_has_shown_itself(
        self,
    ) -> None:
        starts = Starts(2)
        first, second = await starts.begin(), await starts.begin()
        third = asyncio.create_task(starts.begin())
        await settled()
        assert not third.done()

        first()
        first()
        fourth = asyncio.create_task(starts.begin())
        (await third)()
        second()
        (await fourth)()

    async def test_one_that_shows_nothing_holds_up_the_others_for_a_time_only(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Starts, "longest", 0.01)
        starts = Starts(1)
        await starts.begin()

        (await starts.begin())()
