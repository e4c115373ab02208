"""Looking back ends well, or is done again: nothing between is lost, no browser is."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.reference import SessionStatus
from domain.whatsapp import MessageKey, MessageReport, MessageSeen
from domain.whatsapp_session.settings import SessionSettings
from entrypoints.workers.courtesies import Courtesies
from entrypoints.workers.intake import OVERLAP, Intake
from entrypoints.workers.perseverance import LongPauses
from tests.entrypoints.workers.office import FRIEND, PHONE, Office
from tests.support.fake_page import FakePage, jid_of
from tests.support.waiting import until

CAUGHT_UP = "whatsapp_session.caught_up"


def caught_up_until(office: Office) -> datetime | None:
    return office.program.sessions.all.get(office.id).caught_up_until


def live(office: Office, *, later: timedelta) -> MessageKey:
    """A message that the page tells as it comes in."""
    key = MessageKey(id="3A00000000000000FF", remote_jid=jid_of(FRIEND), from_me=False)
    seen = MessageSeen(
        key=key,
        content={"conversation": "live"},
        push_name=None,
        sent_at=datetime.now(UTC) + later,
    )
    office.page.report(seen)
    return key


async def test_live_messages_do_not_hide_what_a_look_back_did_not_get_to(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.link()
    await office.stop()
    missed = office.whatsapp.phone.receive(phone=PHONE, sender=FRIEND, text="missed")
    seen_since, at_last = FakePage.seen_since, asyncio.Event()

    async def slow(page: FakePage, since: datetime) -> Sequence[MessageReport]:
        await at_last.wait()
        return await seen_since(page, since)

    monkeypatch.setattr(FakePage, "seen_since", slow)
    office.start()
    await office.until_status(SessionStatus.CONNECTED)
    key = live(office, later=timedelta(hours=3))
    await until(lambda: office.message(key))
    await office.kill()
    assert office.message(missed) is None

    at_last.set()
    office.start()

    await until(lambda: office.message(missed))


async def test_the_next_look_begins_where_the_last_ended(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[datetime] = []
    seen_since = FakePage.seen_since

    async def noted(page: FakePage, since: datetime) -> Sequence[MessageReport]:
        asked.append(since)
        return await seen_since(page, since)

    monkeypatch.setattr(FakePage, "seen_since", noted)
    await office.link()
    await until(lambda: asked)
    assert caught_up_until(office) is None
    put_back(office, by=timedelta(days=2))
    yesterday = datetime.now(UTC) - timedelta(days=1)
    office.program.sessions.record_caught_up(office.id, until=yesterday)
    office.program.sessions.connect(office.id)

    await until(lambda: yesterday - OVERLAP in asked)


def put_back(office: Office, *, by: timedelta) -> None:
    """The login is old."""
    identity = office.program.sessions.all.get(office.id).identity
    assert identity is not None
    office.program.sessions.disconnect(office.id)
    long_ago = datetime.now(UTC) - by
    office.program.sessions.take_login(office.id, identity, exported_at=long_ago)


async def test_what_was_looked_through_is_noted_once_the_page_has_settled(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Intake, "settles", 0.05)
    began = datetime.now(UTC)
    await office.link()

    await until(lambda: CAUGHT_UP in office.told())
    noted = caught_up_until(office)
    assert noted is not None
    assert noted > began


async def test_an_unexpected_error_is_reported_and_costs_no_browser(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.link()
    page, seen_since, faults = office.page, FakePage.seen_since, [KeyError("sender")]

    async def odd(page: FakePage, since: datetime) -> Sequence[MessageReport]:
        if faults:
            raise faults.pop()
        return await seen_since(page, since)

    monkeypatch.setattr(LongPauses, "first", 0.01)
    monkeypatch.setattr(FakePage, "seen_since", odd)
    office.whatsapp.phone.drop(PHONE, reconnects=False)
    missed = office.whatsapp.phone.receive(phone=PHONE, sender=FRIEND, text="missed")
    office.whatsapp.phone.reconnect(PHONE)

    await until(lambda: office.message(missed))
    assert office.page is page
    assert page.alive
    assert any("KeyError" in it for it in office.errors())


@pytest.mark.parametrize("is_live", [True, False], ids=["live", "looking back"])
async def test_a_message_that_can_not_be_taken_in_keeps_no_other_out(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    is_live: bool,  # noqa: FBT001
) -> None:
    await office.link()
    page, take, faults = office.page, Intake._take, iter(range(3))  # noqa: SLF001

    def poisoned(intake: Intake, seen: Any) -> SessionSettings | None:
        if "poison" in str(seen) and next(faults, None) is not None:
            raise TypeError("what is this?")
        return take(intake, seen)

    monkeypatch.setattr(LongPauses, "first", 0.01)
    monkeypatch.setattr(Intake, "_take", poisoned)
    phone = office.whatsapp.phone
    if not is_live:
        phone.drop(PHONE, reconnects=False)
    poison = phone.receive(phone=PHONE, sender=FRIEND, text="poison")
    other = phone.receive(phone=PHONE, sender=FRIEND, text="fine")
    if not is_live:
        phone.reconnect(PHONE)

    await until(lambda: office.message(other))
    await until(lambda: office.message(poison))
    assert office.page is page


async def test_settings_are_read_away_from_the_loop_of_all_sessions(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is slow for one holds up no other."""
    await office.link()
    heard = asyncio.Event()
    session, on_loop = Intake._session, []  # noqa: SLF001

    def noted(intake: Intake) -> Any:
        on_loop.append(_runs_a_loop())
        return session(intake)

    def after(_courtesies: Courtesies, _seen: Any, _settings: SessionSettings) -> None:
        heard.set()

    monkeypatch.setattr(Intake, "_session", noted)
    monkeypatch.setattr(Courtesies, "after", after)
    office.whatsapp.phone.receive(phone=PHONE, sender=FRIEND, text="hi")

    await asyncio.wait_for(heard.wait(), 30)
    assert not any(on_loop)


def _runs_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
