"""The phone over real HTTP."""

import httpx
import pytest

from tests.adapters.sandbox.pages import ANA, BEA, text_message
from tests.adapters.sandbox.streams import scan, stream


def test_a_scanned_page_is_in_the_state(phone: httpx.Client) -> None:
    scan(phone, f"+{ANA}")
    [device] = phone.get("/phone/state").json()["devices"]
    assert (device["phone"], device["pushname"]) == (ANA, "Sandbox")


def test_a_device_is_online_while_its_page_is_open(phone: httpx.Client) -> None:
    device = scan(phone, ANA)["deviceId"]
    with stream(phone, device=device) as frames:
        assert next(frames)["kind"] == "success"
        assert phone.get("/phone/state").json()["devices"][0]["online"] is True


def test_codes_rotate_and_end(quick_phone: httpx.Client) -> None:
    with stream(quick_phone) as frames:
        kinds = [next(frames)["kind"] for _ in range(3)]
        assert kinds == ["ref", "ref", "refs_over"]
        quick_phone.post("/wa/refresh_qr", headers={"X-Client": "page"})
        assert next(frames)["kind"] == "ref"


def test_an_expired_code_says_so(quick_phone: httpx.Client) -> None:
    with stream(quick_phone) as frames:
        code = f"{next(frames)['ref']},noise,identity,adv"
        next(frames)
        answer = quick_phone.post("/phone/scan", json={"code": code, "phone": ANA})
    assert answer.status_code == 409
    assert "too long ago" in answer.json()["error"]


def test_a_message_comes_down_the_stream_and_is_confirmed(phone: httpx.Client) -> None:
    device = scan(phone, ANA)["deviceId"]
    body = {"phone": ANA, "from": f"{BEA}@s.whatsapp.net", "text": "hi"}
    written = phone.post("/phone/incoming", json=body).json()["id"]
    with stream(phone, device=device) as frames:
        frame = next(it for it in frames if it["kind"] == "message")
    assert frame["message"]["id"].endswith(written)
    phone.post("/wa/confirm", json={"notice": frame["notice"]})
    assert phone.get("/phone/state").json()["written"][0]["delivered"] is True


def test_a_dropped_stream_ends(phone: httpx.Client) -> None:
    device = scan(phone, ANA)["deviceId"]
    with stream(phone, device=device) as frames:
        assert next(frames)["kind"] == "success"
        phone.post("/phone/drop", json={"phone": ANA})
        assert list(frames) == []


def test_a_lost_answer_was_a_sent_message(phone: httpx.Client) -> None:
    device = scan(phone, ANA)["deviceId"]
    phone.post("/phone/lose_answer", json={"phone": ANA})
    for expected in (503, 200):
        answer = phone.post(
            "/wa/send",
            json={"message": text_message()},
            headers={"X-Device": device},
        )
        assert answer.status_code == expected
    [sent] = phone.get("/phone/state").json()["sent"]
    assert sent["arrivals"] == 2


def test_a_refused_message_is_not_sent(phone: httpx.Client) -> None:
    device = scan(phone, ANA)["deviceId"]
    phone.post("/phone/refuse", json={"phone": ANA})
    answer = phone.post(
        "/wa/send", json={"message": text_message()}, headers={"X-Device": device}
    )
    assert answer.status_code == 409
    assert phone.get("/phone/state").json()["sent"] == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/phone/scan", b'{"code": "nonsense", "phone": "34600111222"}', 422),
        ("/phone/scan", b'{"code": "2@x,y,z", "phone": "34600111222"}', 404),
        ("/phone/scan", b'{"code": "2@x,y,z", "phone": "me"}', 422),
        ("/phone/scan", b"{}", 400),
        ("/phone/scan", b"not json", 400),
        ("/phone/scan", b"", 400),
        ("/phone/scan", b"[]", 400),
        ("/phone/incoming", b'{"phone": "34600111222", "from": "1", "text": ""}', 422),
        (
            "/phone/incoming",
            b'{"phone": "34600111222", "from": "34600333444", "text": "\\ud800"}',
            400,
        ),
        (
            "/phone/incoming",
            b'{"phone": "34600111222", "from": "34600333444", "text": "x", "grup": 1}',
            400,
        ),
        ("/phone/unlink", b'{"phone": "34600111222"}', 404),
        ("/phone/ack", b'{"id": "3EB0", "ack": 3}', 404),
        ("/phone/ack", b'{"id": "3EB0", "ack": 9}', 400),
        ("/phone/nonsense", b"{}", 404),
        ("/phone/state", b"{}", 405),
        ("/wa/send", b'{"message": {}}', 400),
        ("/wa/group_invited", b'{"code": "no"}', 404),
    ],
)
def test_bad_input_is_explained(
    phone: httpx.Client, path: str, body: bytes, status: int
) -> None:
    answer = phone.post(
        path, content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]


def test_it_has_a_pulse(phone: httpx.Client) -> None:
    assert phone.get("/health").json() == {"status": "ok"}


def test_a_call_without_a_body_is_told_so(phone: httpx.Client) -> None:
    answer = phone.post("/phone/scan")

    assert answer.status_code == 400
    assert answer.json() == {"error": "The body is required."}
