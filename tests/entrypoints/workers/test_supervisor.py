"""Browsers are there for the sessions that want one, and for no other."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.reference import BrowserStatus, SessionStatus
from domain.whatsapp import (
    BrowserLost,
    Linked,
    PageAnswers,
    PageSilent,
    QrShown,
    UpdateNeeded,
)
from domain.whatsapp_session import whatsapp_session
from domain.whatsapp_session.connecting import RetrySession
from entrypoints.workers.perseverance import Pauses
from entrypoints.workers.supervisor import Supervisor
from projections.browser_context import browser_context
from tests.entrypoints.workers.office import PHONE, Office
from tests.support.waiting import until

CONNECTED, QR_SHOWN = "whatsapp_session.connected", "whatsapp_session.qr_shown"
DISCONNECTED = "whatsapp_session.disconnected"
NEED_SCAN = SessionStatus.NEED_SCAN


def browsers(office: Office) -> list[BrowserStatus]:
    """What became of every browser there was, the first first."""
    statuses = {it.row_id: it for it in BrowserStatus}
    query = select(browser_context.c.browser_context_status_id).order_by(
        browser_context.c.id
    )
    with office.program.settled() as rows:
        return [statuses[row_id] for row_id in rows.scalars(query)]


class TestOpening:
    async def test_a_session_that_connects_gets_a_browser_and_shows_a_code(
        self, office: Office
    ) -> None:
        office.start()
        await office.connect()

        assert office.row().qr_code == office.whatsapp.code_of(office.id)
        assert browsers(office) == [BrowserStatus.READY]

    async def test_sessions_that_do_not_connect_get_none(self, office: Office) -> None:
        other = office.new_session()
        office.start()
        await office.connect()

        assert other not in office.whatsapp.pages

    async def test_each_session_has_its_own(self, office: Office) -> None:
        other = office.new_session()
        office.start()
        office.program.sessions.connect(other)
        await office.connect()

        await until(lambda: other in office.whatsapp.pages)
        assert office.page.alive
        assert office.whatsapp.pages[other].alive

    async def test_no_browser_to_be_had_is_said_and_tried_again(
        self, office: Office
    ) -> None:
        office.whatsapp.refuse_next_open("There is no Chromium.")
        office.start()
        await office.connect()

        assert browsers(office) == [BrowserStatus.CRASHED, BrowserStatus.READY]

    async def test_why_there_is_none_can_be_read(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Pauses, "first", 60.0)
        office.whatsapp.refuse_next_open("There is no Chromium.")
        office.start()
        office.program.sessions.connect(office.id)

        await until(lambda: office.row().status_reason == "There is no Chromium.")
        assert office.row().status is SessionStatus.CONNECTING


class TestClosing:
    async def test_disconnecting_closes_the_browser_and_keeps_the_login(
        self, office: Office
    ) -> None:
        await office.link()
        office.program.sessions.disconnect(office.id)

        await until(lambda: not office.page.alive)
        await until(lambda: browsers(office) == [BrowserStatus.CLOSED])
        assert office.row().status is SessionStatus.DISCONNECTED
        await office.connect_again()

    async def test_codes_nobody_scanned_are_shown_again_and_then_end_it(
        self, office: Office
    ) -> None:
        office.start()
        await office.connect()
        for codes in (1, 2):
            await until(lambda: office.told().count(QR_SHOWN) == codes)  # noqa: B023
            office.page.exhaust_codes()
        await until(lambda: office.told().count(QR_SHOWN) == 3)
        assert office.program.sessions.all.get(office.id).status is NEED_SCAN
        office.page.exhaust_codes()

        await until(lambda: not office.page.alive)
        assert office.row().status is SessionStatus.DISCONNECTED
        assert office.row().status_reason == "the QR code was not scanned"

    async def test_a_page_without_its_modules_says_so_and_is_closed(
        self, office: Office
    ) -> None:
        office.whatsapp.missing = ("WAWebSendMsgChatAction",)
        office.start()
        office.program.sessions.connect(office.id)

        await office.until_status(SessionStatus.DISCONNECTED)
        await until(lambda: not office.page.alive)
        assert "modules" in str(office.row().status_reason)

    async def test_an_outdated_page_is_closed_and_opened_again_later(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(whatsapp_session, "FIRST_RETRY", timedelta(0))
        await office.link()
        first = office.page
        office.page.report(UpdateNeeded(reason="This version is too old."))

        await until(lambda: not first.alive)
        await until(lambda: office.page is not first and office.page.linked)
        await office.until_status(SessionStatus.CONNECTED)
        reasons = [it for it in office.told() if it == DISCONNECTED]
        assert len(reasons) == 1

    async def test_unlinking_on_the_phone_closes_it(self, office: Office) -> None:
        await office.link()
        office.whatsapp.phone.unlink(PHONE)

        await until(lambda: not office.page.alive)
        assert office.row().status is SessionStatus.LOGGED_OUT

    async def test_whatsapp_used_elsewhere_is_taken_back_a_few_times(
        self, office: Office
    ) -> None:
        await office.link()
        for links in (1, 2, 3):
            await until(lambda: office.told().count(CONNECTED) == links)  # noqa: B023
            office.whatsapp.phone.conflict(PHONE)
        await until(lambda: office.told().count(CONNECTED) == 4)
        office.whatsapp.phone.conflict(PHONE)

        await until(lambda: not office.page.alive)
        assert office.row().status is SessionStatus.DISCONNECTED
        assert office.row().status_reason == "opened in another window"

    @pytest.mark.parametrize("chosen", [{"conflict": "yield"}])
    async def test_or_left_to_who_uses_it(self, office: Office) -> None:
        await office.link()
        office.whatsapp.phone.conflict(PHONE)

        await until(lambda: not office.page.alive)
        assert office.told().count(CONNECTED) == 1
        assert office.row().status is SessionStatus.DISCONNECTED

    async def test_stopping_the_gateway_closes_all_and_records_it(
        self, office: Office
    ) -> None:
        await office.link()
        await office.stop()

        assert not office.page.alive
        assert browsers(office) == [BrowserStatus.CLOSED]
        assert office.row().status is SessionStatus.CONNECTING
        assert office.row().status_reason == "the gateway stopped"

    async def test_a_browser_that_closes_slowly_holds_up_no_other_session(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = office.new_session()
        await office.link()
        enough = asyncio.Event()
        monkeypatch.setattr(office.page, "close", enough.wait)
        office.program.sessions.disconnect(office.id)
        office.program.sessions.connect(other)

        await until(lambda: other in office.whatsapp.pages)
        enough.set()

    async def test_what_a_deleted_session_leaves_is_logged_out_and_forgotten(
        self, office: Office
    ) -> None:
        await office.link()
        office.program.sessions.delete(office.id)

        await until(lambda: office.id not in office.whatsapp.pages)
        assert not office.whatsapp.servers.logins

    async def test_it_is_logged_out_through_its_proxy(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        proxy_url = "http://ana:secret@proxy.example.org:3128"
        office.program.sessions.update(office.id, {"proxy_url": proxy_url})
        await office.link()
        asked, opened = [], office.whatsapp.open

        async def noted(session_id: int, hear: Any, **how: Any) -> Any:
            asked.append(how.get("proxy_url"))
            return await opened(session_id, hear, **how)

        monkeypatch.setattr(office.whatsapp, "open", noted)
        office.program.sessions.delete(office.id)

        await until(lambda: not office.whatsapp.servers.logins)
        assert {*asked} == {proxy_url}


class TestGoingOn:
    async def test_a_plan_that_fails_is_told_of_and_tried_again(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await office.link()
        take_over, faults = office.page.take_over, iter("a")

        async def odd() -> None:
            if next(faults, None):
                raise TypeError("what is this?")
            await take_over()

        monkeypatch.setattr(office.page, "take_over", odd)
        office.whatsapp.phone.conflict(PHONE)

        await until(lambda: office.told().count(CONNECTED) == 2)
        assert any("what is this?" in it for it in office.errors())

    async def test_an_error_in_a_look_at_the_tables_closes_no_browser(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = office.new_session()
        await office.link()
        page, wanted, faults = office.page, Supervisor._wanted, iter("ab")  # noqa: SLF001

        def locked(supervisor: Supervisor) -> Any:
            if next(faults, None):
                raise RuntimeError("the database is locked")
            return wanted(supervisor)

        monkeypatch.setattr(Supervisor, "_wanted", locked)
        office.program.sessions.connect(other)

        await until(lambda: other in office.whatsapp.pages)
        assert office.page is page
        assert page.alive
        assert any("the database is locked" in it for it in office.errors())

    async def test_a_session_that_can_not_be_retried_keeps_no_other_from_a_browser(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def failing(*_: object, **__: object) -> None:
            raise RuntimeError("it can not be read")

        monkeypatch.setattr(whatsapp_session, "FIRST_RETRY", timedelta(0))
        monkeypatch.setattr(RetrySession, "__call__", failing)
        other = office.new_session()
        await office.link()
        office.page.report(UpdateNeeded(reason="This version is too old."))
        await office.until_status(SessionStatus.DISCONNECTED)
        office.program.sessions.connect(other)

        await until(lambda: other in office.whatsapp.pages)


class TestComingBack:
    async def test_disconnected_and_connected_at_once_it_has_another_browser(
        self, office: Office
    ) -> None:
        """Nobody has seen meanwhile that it wanted none."""
        await office.link()
        first = office.page
        office.program.sessions.disconnect(office.id)
        await office.connect_again()

        assert office.page is not first
        assert browsers(office) == [BrowserStatus.CLOSED, BrowserStatus.READY]

    async def test_a_restart_replaces_the_browser(self, office: Office) -> None:
        await office.link()
        first = office.page
        office.program.sessions.restart(office.id)

        await until(lambda: office.page is not first)
        await office.until_status(SessionStatus.CONNECTED)
        assert not first.alive
        assert browsers(office) == [BrowserStatus.CLOSED, BrowserStatus.READY]

    async def test_a_browser_that_dies_is_replaced(self, office: Office) -> None:
        await office.link()
        first = office.page
        office.whatsapp.kill_browser(office.id)

        await until(lambda: office.page is not first)
        await office.until_status(SessionStatus.CONNECTED)
        assert browsers(office) == [BrowserStatus.CRASHED, BrowserStatus.READY]

    async def test_each_death_in_a_row_is_followed_by_a_longer_pause(self) -> None:
        pauses = Pauses()

        assert [pauses.next() for _ in range(3)] == [0.01, 0.02, 0.04]
        assert max(pauses.next() for _ in range(20)) == Pauses.longest

    async def test_a_gateway_stopped_in_order_comes_back_without_a_scan(
        self, office: Office
    ) -> None:
        await office.link()
        await office.stop()
        office.start()

        await office.until_status(SessionStatus.CONNECTED)
        assert office.told().count("whatsapp_session.qr_shown") == 1

    async def test_a_gateway_that_was_killed_while_connected_comes_back(
        self, office: Office
    ) -> None:
        await office.link()
        await office.kill()
        office.start()

        await until(lambda: office.told().count("whatsapp_session.connected") == 2)
        assert browsers(office) == [BrowserStatus.CRASHED, BrowserStatus.READY]

    async def test_no_browser_of_a_killed_gateway_is_left_as_living(
        self, office: Office
    ) -> None:
        await office.link()
        await office.kill()
        office.program.sessions.disconnect(office.id)
        office.start()

        await until(lambda: browsers(office) == [BrowserStatus.CRASHED])

    async def test_a_gateway_that_was_killed_while_showing_a_code_shows_another(
        self, office: Office
    ) -> None:
        office.start()
        await office.connect()
        await office.kill()
        office.start()

        await until(lambda: office.told().count("whatsapp_session.qr_shown") == 2)
        assert office.row().qr_code == office.whatsapp.code_of(office.id)


class TestReports:
    async def test_a_page_that_is_silent_for_a_while_is_shown_to_be(
        self, office: Office
    ) -> None:
        await office.link()
        office.page.report(PageSilent(reason="busy"))
        await until(lambda: browsers(office) == [BrowserStatus.UNRESPONSIVE])
        assert office.row().status is SessionStatus.CONNECTED
        office.page.report(PageAnswers())

        await until(lambda: browsers(office) == [BrowserStatus.READY])

    async def test_a_late_word_of_a_stopped_session_is_set_aside(
        self, office: Office
    ) -> None:
        await office.link()
        office.program.sessions.disconnect(office.id)
        office.page.report(
            Linked(phone_number=PHONE, jid="x", lid=None, push_name=None)
        )
        office.page.report(QrShown(code="2@late", ttl_seconds=20))

        await until(lambda: not office.page.alive)
        assert office.row().status is SessionStatus.DISCONNECTED

    async def test_reports_are_recorded_in_order(self, office: Office) -> None:
        await office.link()
        for _ in range(20):
            office.whatsapp.phone.drop(PHONE)
        office.page.report(BrowserLost(reason="enough"))

        await until(lambda: browsers(office)[:1] == [BrowserStatus.CRASHED])
        moves = [it for it in office.told() if it.endswith(("connected", "connecting"))]
        assert (
            moves[2:42]
            == [
                "whatsapp_session.connecting",
                "whatsapp_session.connected",
            ]
            * 20
        )

    async def test_an_unexpected_error_is_kept_and_work_goes_on(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened = office.whatsapp.open
        failures = iter([ZeroDivisionError("a bug")])

        async def failing(*args: Any, **kwargs: Any) -> object:
            for failure in failures:
                raise failure
            return await opened(*args, **kwargs)

        monkeypatch.setattr(office.whatsapp, "open", failing)
        await office.link()

        (log,) = office.errors()
        assert "ZeroDivisionError: a bug" in log
