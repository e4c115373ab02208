"""What the owner of a session wants of it."""

from typing import Any

import pytest

from domain.reference import SessionStatus
from domain.whatsapp_session import browser
from domain.whatsapp_session.errors import NoSuchSession, NotConnected
from domain.whatsapp_session.evolve import evolve
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from tests.domain.whatsapp_session import stages
from tests.support import a
from tests.support.scenario import Scenario

WAITING = ["connecting", "need_scan"]


def test_a_session_begins_disconnected() -> None:
    Scenario(evolve).when(
        WhatsappSession.create,
        a.SESSION,
        user_id=a.USER,
        slot=1,
        settings=a.settings(),
        api_key=a.API_KEY,
        webhook_secret="sealed-secret",
        at=a.NOON,
    ).then(a.session_created(slot=1))
    assert stages.new.state.status is SessionStatus.DISCONNECTED


@pytest.mark.parametrize("name", stages.OPEN | stages.STOPPED)
def test_every_stage_has_its_status(name: str) -> None:
    stage = (stages.OPEN | stages.STOPPED)[name]

    assert stage.state.status == ("disconnected" if name == "new" else name)


@pytest.mark.parametrize("name", stages.STOPPED)
def test_connecting_asks_for_a_browser_wherever_it_was_stopped(name: str) -> None:
    stages.STOPPED[name].when(WhatsappSession.connect, at=a.NOON).then(
        a.session_connecting(reason="requested")
    )


@pytest.mark.parametrize("name", stages.OPEN)
def test_connecting_an_open_session_changes_nothing(name: str) -> None:
    stages.OPEN[name].when(WhatsappSession.connect, at=a.NOON).then_nothing()


@pytest.mark.parametrize("name", stages.OPEN)
def test_an_open_session_can_be_stopped(name: str) -> None:
    stages.OPEN[name].when(
        WhatsappSession.disconnect, reason="for a reason", at=a.NOON
    ).then(a.session_disconnected())


@pytest.mark.parametrize("name", stages.STOPPED)
def test_stopping_a_stopped_session_changes_nothing(name: str) -> None:
    stages.STOPPED[name].when(
        WhatsappSession.disconnect, reason="requested", at=a.NOON
    ).then_nothing()


def test_a_stopped_session_keeps_its_login() -> None:
    assert stages.disconnected.state.identity == stages.connected.state.identity
    assert stages.logged_out.state.identity is None
    assert stages.expired.state.identity is None


def test_a_restart_ends_one_browser_and_asks_for_the_next() -> None:
    stages.connected.when(browser.restart, at=a.NOON).then(
        a.browser_closed(reason="restart"), a.session_connecting(reason="restart")
    )


@pytest.mark.parametrize("name", [*stages.STOPPED, *WAITING])
def test_only_a_connected_session_can_be_restarted(name: str) -> None:
    (stages.OPEN | stages.STOPPED)[name].when(browser.restart, at=a.NOON).then_refused(
        NotConnected
    )


def test_settings_change_once() -> None:
    told = a.settings(name="The other shop")

    stages.new.when(WhatsappSession.change, told, at=a.NOON).then(a.session_changed())
    stages.new.given(a.session_changed()).when(
        WhatsappSession.change, told, at=a.NOON
    ).then_nothing()


def test_a_new_key_replaces_the_old_one() -> None:
    regenerated = a.api_key_regenerated()

    stages.new.when(
        WhatsappSession.regenerate_key, regenerated.api_key, at=a.NOON
    ).then(regenerated)
    assert stages.new.given(regenerated).state.api_key == regenerated.api_key


@pytest.mark.parametrize("name", stages.OPEN)
def test_an_open_session_is_stopped_before_it_is_deleted(name: str) -> None:
    stages.OPEN[name].when(WhatsappSession.delete, at=a.NOON).then(
        a.session_disconnected(reason="deleted"), a.session_deleted()
    )


def test_deleting_takes_the_newest_key_along() -> None:
    stages.new.given(a.api_key_regenerated()).when(
        WhatsappSession.delete, at=a.NOON
    ).then(a.session_deleted(token_id=43))


@pytest.mark.parametrize(
    ("decision", "args"),
    [
        (WhatsappSession.delete, {}),
        (WhatsappSession.connect, {}),
        (browser.restart, {}),
        (WhatsappSession.disconnect, {"reason": "requested"}),
        (WhatsappSession.change, {"settings": a.settings()}),
        (WhatsappSession.regenerate_key, {"api_key": a.API_KEY}),
        (WhatsappSession.expire, {"reason": "idle"}),
    ],
)
def test_a_deleted_session_is_as_good_as_none(
    decision: Any, args: dict[str, Any]
) -> None:
    stages.deleted.when(decision, at=a.NOON, **args).then_refused(NoSuchSession)


def test_a_code_can_be_scanned_until_it_is_too_old() -> None:
    waiting = stages.need_scan.state

    assert waiting.scannable_qr(a.NOON) == "2@qr-code"
    assert waiting.scannable_qr(a.SOON) is None


@pytest.mark.parametrize("name", [*stages.STOPPED, "connecting", "connected"])
def test_only_who_waits_for_a_scan_has_a_code(name: str) -> None:
    stage = (stages.OPEN | stages.STOPPED)[name]

    assert stage.state.scannable_qr(a.NOON) is None


def test_a_login_is_as_old_as_its_first_link() -> None:
    again = stages.disconnected.given(
        a.session_connecting(at=a.SOON), a.session_connected(at=a.SOON)
    )
    anew = stages.logged_out.given(
        a.session_connecting(at=a.SOON), a.session_connected(at=a.SOON)
    )

    assert again.state.linked_at == a.NOON
    assert anew.state.linked_at == a.SOON
    assert stages.logged_out.state.linked_at is None


def test_a_session_knows_when_it_last_changed() -> None:
    changed = stages.new.given(a.session_changed(at=a.SOON)).state

    assert (changed.created_at, changed.updated_at) == (a.NOON, a.SOON)
