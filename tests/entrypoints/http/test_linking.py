from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread, Timer
from time import monotonic

import pytest
from litestar.testing import TestClient

from domain.reference import SessionStatus
from entrypoints.http import create_app
from entrypoints.program import Program
from tests.entrypoints.http.customers import LINK, QR, Bearer, Customer, link
from tests.support.clock import FixedClock

FRESH = QR.model_copy(update={"code": "2@fresh"})
PNG = b"\x89PNG\r\n"


@pytest.fixture
def path(ana: Customer) -> str:
    return f"/whatsapp-sessions/{ana.session()['id']}"


@pytest.fixture
def session_id(path: str) -> int:
    return int(path.rpartition("/")[2])


@pytest.fixture
def browser(program: Program, session_id: int) -> Callable[..., None]:
    """Reports as a browser would, as soon as one is wanted."""

    def report(*reports: object) -> None:
        def work() -> None:
            _when(program, session_id, SessionStatus.CONNECTING)
            for it in reports:
                program.sessions.record_report(session_id, it)  # type: ignore[arg-type]

        Thread(target=work, daemon=True).start()

    return report


def _when(program: Program, session_id: int, status: SessionStatus) -> None:
    news, deadline = program.journal.new_events, monotonic() + 30
    while monotonic() < deadline:
        seen = news.position
        if program.sessions.all.get(session_id).status is status:
            return
        news.wait(after=seen, timeout=0.2)
    raise AssertionError(f"The session never was {status}.")


def test_connecting_answers_with_the_qr_code_when_it_is_shown(
    ana: Customer, path: str, browser: Callable[..., None]
) -> None:
    browser(QR)

    answer = ana.post(f"{path}/connect")

    data = answer.json()["data"]
    assert answer.status_code == 200
    assert data["status"] == "need_scan"
    assert data["qrCode"] == data["qr_code"] == QR.code


@pytest.mark.parametrize(
    ("query", "body"),
    [("?qrAsImage=true", None), ("", {"qr_as_image": True}), ("", {"qrAsImage": "1"})],
)
def test_the_qr_code_comes_as_a_picture_when_asked_for(
    ana: Customer,
    path: str,
    browser: Callable[..., None],
    query: str,
    body: dict[str, object] | None,
) -> None:
    browser(QR)

    data = ana.post(f"{path}/connect{query}", json=body).json()["data"]

    kind, _, picture = data["qrCode"].partition(",")
    assert kind == "data:image/png;base64"
    assert b64decode(picture).startswith(PNG)


@pytest.mark.parametrize("body", [None, {}])
def test_a_parameter_is_named_as_clients_know_it(
    ana: Customer, path: str, body: dict[str, object] | None
) -> None:
    answer = ana.post(f"{path}/connect?qrAsImage=maybe", json=body)

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["qrAsImage"]
    assert "as_image" not in answer.text


def test_a_session_deleted_while_it_connects_is_gone(
    program: Program, ana: Customer, path: str, session_id: int
) -> None:
    def work() -> None:
        _when(program, session_id, SessionStatus.CONNECTING)
        program.sessions.delete(session_id)

    Thread(target=work, daemon=True).start()

    answer = ana.post(f"{path}/connect")

    assert answer.status_code == 404
    assert answer.json()["code"] == "whatsapp_session.not_found"


def test_connecting_what_is_connected_says_so(
    program: Program, ana: Customer, path: str, session_id: int
) -> None:
    link(program, {"id": session_id})

    data = ana.post(f"{path}/connect").json()["data"]

    assert data == {"status": "connected", "message": "The session is connected."}


def test_connecting_does_not_wait_for_ever(program: Program, ana: Customer) -> None:
    hasty = program.settings.model_copy(update={"connect_wait": 0.1})
    app = create_app(replace(program, settings=hasty))
    made = ana.session()

    with TestClient(app) as http:
        bearer = Bearer(http, ana.token)
        answer = bearer.post(f"/whatsapp-sessions/{made['id']}/connect")

    assert answer.status_code == 200
    assert answer.json()["data"]["status"] == "connecting"
    assert "qrCode" not in answer.json()["data"]


def test_an_expired_qr_code_is_not_shown(
    program: Program, ana: Customer, path: str, session_id: int, clock: FixedClock
) -> None:
    program.sessions.connect(session_id)
    program.sessions.record_report(session_id, QR)
    clock.move(timedelta(seconds=QR.ttl_seconds + 1))
    Timer(0.2, program.sessions.record_report, (session_id, FRESH)).start()

    assert ana.get(f"{path}/qrcode").json()["data"]["qrCode"] == FRESH.code


def test_a_login_that_was_kept_needs_no_scan(
    ana: Customer, path: str, browser: Callable[..., None]
) -> None:
    browser(LINK)

    assert ana.post(f"{path}/connect", json={}).json()["data"]["status"] == "connected"


@pytest.mark.parametrize("name", ["qrcode", "qr-code"])
def test_the_qr_code_is_shown_in_every_form(
    program: Program, ana: Customer, path: str, session_id: int, name: str
) -> None:
    program.sessions.connect(session_id)
    program.sessions.record_report(session_id, QR)

    text = ana.get(f"{path}/{name}").json()["data"]
    image = ana.get(f"{path}/{name}", params={"qrAsImage": "true"}).json()["data"]
    png = ana.get(f"{path}/{name}", params={"format": "png"})
    accepted = ana.get(f"{path}/{name}", headers={"Accept": "image/png"})

    assert text == {"qrCode": QR.code, "qr_code": QR.code}
    assert image["qrCode"].startswith("data:image/png;base64,")
    assert png.headers["content-type"] == "image/png"
    assert png.content.startswith(PNG)
    assert accepted.content == png.content


def test_no_qr_code_before_connecting_and_after_linking(
    program: Program, ana: Customer, path: str, session_id: int
) -> None:
    before = ana.get(f"{path}/qrcode")
    link(program, {"id": session_id})
    after = ana.get(f"{path}/qrcode")

    assert before.status_code == after.status_code == 409
    assert before.json()["code"] == "whatsapp_session.no_qr_code"
    assert "connected" in after.json()["message"]


def test_disconnecting_and_restarting(
    program: Program, ana: Customer, path: str, session_id: int
) -> None:
    early = ana.post(f"{path}/restart")
    idle = ana.post(f"{path}/disconnect")
    link(program, {"id": session_id})
    restarted = ana.post(f"{path}/restart")
    stopped = ana.post(f"{path}/disconnect")
    again = ana.post(f"{path}/disconnect")

    assert early.status_code == 409
    assert early.json()["code"] == "whatsapp_session.not_connected"
    assert "no phone is linked" in idle.json()["data"]["message"]
    assert restarted.json()["data"]["status"] == "connecting"
    assert stopped.json()["data"]["status"] == "disconnected"
    assert "as you asked" in stopped.json()["data"]["message"]
    assert again.status_code == 200
    assert set(stopped.json()["data"]) == {"status", "message"}


@pytest.mark.parametrize("name", ["regenerate-key", "regenerate-api-key"])
def test_a_new_key_replaces_the_old_one_at_once(ana: Customer, name: str) -> None:
    made = ana.session()
    old = ana.key(made)
    assert old.get("/status").status_code == 200

    answer = ana.post(f"/whatsapp-sessions/{made['id']}/{name}").json()
    new = ana.key(answer)

    assert set(answer) == {"success", "api_key"}
    assert old.get("/status").status_code == 401
    assert new.get("/status").json() == {"status": "disconnected"}
