"""Files go up in three ways and come back by an address that nobody can guess."""

import errno
import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.media.shelf import Shelf
from domain.message.kinds import MB, MediaKind
from entrypoints.program import Program
from tests.entrypoints.http.conftest import PUBLIC_URL
from tests.entrypoints.http.customers import Bearer, Customer, Http
from tests.entrypoints.http.whatsapp import FRIEND, LinkedPage
from tests.support.clock import FixedClock
from tests.support.fake_servers import Media
from tests.support.file_server import JPEG, PNG

BASE64 = b64encode(PNG).decode()
KEY_ADDRESS = "data.messages.key.remoteJid"


@pytest.fixture
def home(program: Program) -> Path:
    return program.settings.media


def fetched(http: Http, answer: httpx.Response) -> httpx.Response:
    """What is behind the address that was answered."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body == {
        "success": True,
        "publicUrl": body["publicUrl"],
        "data": {"publicUrl": body["publicUrl"]},
    }
    assert body["publicUrl"].startswith(f"{PUBLIC_URL}/media/")
    return http.get(body["publicUrl"].removeprefix(PUBLIC_URL))


def files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def test_the_bytes_as_the_body(http: Http, key: Bearer) -> None:
    answer = key.post("/upload", content=PNG, headers={"Content-Type": "image/png"})

    file = fetched(http, answer)
    assert file.content == PNG
    assert file.headers["content-type"] == "image/png"
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["content-disposition"] == 'inline; filename="file.png"'


def test_bytes_of_which_nothing_is_said(http: Http, key: Bearer) -> None:
    file = fetched(http, key.post("/upload", content=PNG))

    assert file.headers["content-type"] == "image/png"


def test_a_form(http: Http, key: Bearer) -> None:
    form = {"file": ("año.jpg", JPEG, "image/jpeg")}

    file = fetched(http, key.post("/upload", files=form))

    assert file.content == JPEG
    assert "a%C3%B1o.jpg" in file.headers["content-disposition"]


ENCODED: list[dict[str, Any]] = [
    {"base64": f"data:image/png;base64,{BASE64}"},
    {"base64": BASE64, "mimetype": "image/png"},
    {"base64": BASE64, "mimetype": None},
    {"base64": BASE64.rstrip("=")},
    {"base64": f"{BASE64[:40]}\r\n{BASE64[40:]}\n"},
]


def test_json_with_base64(http: Http, key: Bearer) -> None:
    for body in ENCODED:
        file = fetched(http, key.post("/upload", json=body))

        assert file.content == PNG
        assert file.headers["content-type"] == "image/png"


def test_json_as_php_writes_it(http: Http, key: Bearer) -> None:
    written = json.dumps({"base64": f"data:image/png;base64,{BASE64}"})
    answer = key.post(
        "/upload",
        content=written.replace("/", "\\/"),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )

    assert fetched(http, answer).content == PNG


def test_a_file_of_several_pieces(http: Http, key: Bearer) -> None:
    """Longer than what is decoded at once, and not by whole threes of bytes."""
    large = bytes(range(256)) * 8 * 1024 + b"end"

    answer = key.post("/upload", json={"base64": b64encode(large).decode()})

    assert fetched(http, answer).content == large


NO_FILES: list[tuple[dict[str, Any], int, str | None]] = [
    ({"content": b""}, 422, "file"),
    ({"json": {}}, 422, "base64"),
    ({"json": {"base64": " "}}, 422, "base64"),
    ({"json": {"base64": 7}}, 422, "base64"),
    ({"json": {"base64": "data:image/png;base64,"}}, 422, "base64"),
    ({"json": {"base64": "data:image/png,AAAA"}}, 422, "base64"),
    ({"json": {"base64": "not base64!"}}, 422, "base64"),
    ({"json": {"base64": "AAAAA"}}, 422, "base64"),
    ({"json": {"base64": "añoA"}}, 422, "base64"),
    ({"json": [BASE64]}, 422, "body"),
    ({"data": {"file": "text"}, "files": {"other": b"x"}}, 422, "file"),
    (
        {"content": b"{", "headers": {"Content-Type": "application/json"}},
        400,
        None,
    ),
    (
        {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
        422,
        None,
    ),
]


def test_what_is_no_file_leaves_none(key: Bearer, home: Path) -> None:
    for how, status, field in NO_FILES:
        answer = key.post("/upload", **how)

        assert answer.status_code == status, how
        assert answer.json()["success"] is False
        assert field is None or list(answer.json()["errors"]) == [field]
        assert files(home) == []


LARGEST = MediaKind.DOCUMENT.most_bytes


def _pieces(size: int) -> Iterator[bytes]:
    for _ in range(size // MB):
        yield bytes(MB)
    yield bytes(size % MB)


def test_a_file_as_large_as_any_can_be(http: Http, key: Bearer) -> None:
    answer = key.post("/upload", content=_pieces(LARGEST))

    assert len(fetched(http, answer).content) == LARGEST


@pytest.mark.parametrize("way", ["bytes", "announced", "form", "json"])
def test_a_larger_one_is_refused(key: Bearer, home: Path, way: str) -> None:
    size = LARGEST + 1
    encoded: Any = {"base64": "A" * (size * 4 // 3 + 4)} if way == "json" else None
    ways: dict[str, dict[str, Any]] = {
        "bytes": {"content": _pieces(size)},
        "announced": {"content": bytes(size)},
        "form": {"files": {"file": bytes(size) if way == "form" else b""}},
        "json": {"json": encoded},
    }

    answer = key.post("/upload", **ways[way])

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    assert files(home) == []


def test_other_calls_take_no_large_bodies(key: Bearer) -> None:
    body = {"data": {"messages": {"key": {"id": "x" * 2_000_000}}}}

    assert key.post("/decrypt-media", json=body).status_code == 413


def test_an_upload_is_gone_after_a_day(
    http: Http, key: Bearer, program: Program, clock: FixedClock, home: Path
) -> None:
    url = key.post("/upload", content=PNG).json()["publicUrl"].removeprefix(PUBLIC_URL)

    clock.move(timedelta(hours=23, minutes=59))
    assert http.get(url).status_code == 200
    clock.move(timedelta(minutes=1))
    gone = http.get(url)

    assert gone.status_code == 404
    assert gone.json()["code"] == "not_found"
    program.media.sweep(clock.now())
    assert files(home) == []


SHOWN_AS = [
    ("text/html", "application/octet-stream"),
    ("image/svg+xml", "application/octet-stream"),
    ("application/javascript", "application/octet-stream"),
    ("application/pdf", "application/pdf"),
    ("audio/ogg; codecs=opus", "audio/ogg"),
]


def test_what_a_browser_might_run_is_only_downloaded(http: Http, key: Bearer) -> None:
    body = b"<script>alert(1)</script>"
    for mimetype, shown in SHOWN_AS:
        answer = key.post("/upload", content=body, headers={"Content-Type": mimetype})

        file = fetched(http, answer)

        kind = "attachment" if shown == "application/octet-stream" else "inline"
        assert file.headers["content-type"] == shown
        assert file.headers["content-disposition"].startswith(kind)
        assert "sandbox" in file.headers["content-security-policy"]


def test_nothing_is_found_by_guessing(http: Http) -> None:
    for token in ("x", "x" * 43, "..%2f..%2fmaster.key", "%00"):
        assert http.get(f"/media/{token}").status_code == 404


def test_without_a_subscription_nothing_is_kept(
    ana: Customer, key: Bearer, home: Path
) -> None:
    ana.delete("/account/subscription")

    assert key.post("/upload", content=PNG).status_code == 403
    assert files(home) == []


@pytest.mark.parametrize("listed", [True, False])
def test_the_file_of_a_message_is_shown_for_an_hour(
    http: Http, key: Bearer, linked: LinkedPage, clock: FixedClock, *, listed: bool
) -> None:
    """The webhook's data come back just as they were."""
    key_id = linked.receive("The shop").id
    linked.servers.media[key_id] = Media(JPEG, "image/jpeg", "shop.jpg")
    whatsapp = {"id": key_id, "remoteJid": f"{FRIEND}@s.whatsapp.net", "fromMe": False}
    message = {
        "key": {**whatsapp, "addressingMode": "pn", "senderLid": None},
        "message": {"imageMessage": {"mimetype": "image/jpeg"}},
        "pushName": "Luis",
    }
    body = {"data": {"messages": [message] if listed else message}}

    answer = key.post("/decrypt-media", json=body)

    file = fetched(http, answer)
    assert file.content == JPEG
    assert file.headers["content-disposition"] == 'inline; filename="shop.jpg"'
    clock.move(timedelta(hours=1))
    path = answer.json()["publicUrl"].removeprefix(PUBLIC_URL)
    assert http.get(path).status_code == 404


def test_the_same_message_has_one_file_for_as_long_as_it_is_asked_for(
    http: Http, key: Bearer, linked: LinkedPage, clock: FixedClock, home: Path
) -> None:
    key_id = linked.receive("The shop").id
    linked.servers.media[key_id] = Media(JPEG, "image/jpeg", "shop.jpg")
    body = {"data": {"messages": {"key": {"id": key_id, "remoteJid": FRIEND}}}}
    first = key.post("/decrypt-media", json=body).json()["publicUrl"]
    del linked.servers.media[key_id]  # WhatsApp is not asked again

    clock.move(timedelta(minutes=59))
    again = key.post("/decrypt-media", json=body)
    clock.move(timedelta(minutes=59))

    assert again.json()["publicUrl"] == first
    assert fetched(http, again).content == JPEG
    assert len(files(home)) == 2  # the file, and what is said of it


def test_a_disk_that_is_nearly_full_takes_no_files(
    key: Bearer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shelf, "free", lambda _: 1000)

    for answer in (key.post("/upload", content=PNG), decrypted(key)):
        assert answer.status_code == 503
        assert "no room" in answer.json()["message"]
    assert files(home) == []


def test_a_disk_that_fills_up_meanwhile_answers_so(
    key: Bearer, home: Path, linked: LinkedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    key_id = linked.receive("The shop").id
    linked.servers.media[key_id] = Media(JPEG, "image/jpeg", "shop.jpg")
    monkeypatch.setattr(Shelf, "adopt", full)
    encoded = {"base64": BASE64}

    for answer in (key.post("/upload", json=encoded), decrypted(key, key_id)):
        assert answer.status_code == 503, answer.text
    assert files(home) == []


def decrypted(key: Bearer, key_id: str = "3A02") -> httpx.Response:
    body = {"data": {"messages": {"key": {"id": key_id, "remoteJid": FRIEND}}}}
    return key.post("/decrypt-media", json=body)


def test_a_note_that_was_cut_off_is_no_file(
    http: Http, key: Bearer, home: Path
) -> None:
    url = key.post("/upload", content=PNG).json()["publicUrl"]
    next(home.rglob("*.json")).write_text("")

    assert http.get(url.removeprefix(PUBLIC_URL)).status_code == 404


def test_a_type_that_is_none_is_not_shown(http: Http, key: Bearer) -> None:
    body = {"base64": BASE64, "mimetype": "image/x\r\nSet-Cookie: a=b"}

    file = fetched(http, key.post("/upload", json=body))

    assert "set-cookie" not in file.headers
    assert file.headers["content-type"] == "image/png"


@pytest.mark.usefixtures("linked")
def test_a_file_that_whatsapp_does_not_have_any_more(key: Bearer, home: Path) -> None:
    body = {"data": {"messages": {"key": {"id": "3A02", "remoteJid": FRIEND}}}}

    answer = key.post("/decrypt-media", json=body)

    assert answer.status_code == 422
    assert answer.json()["code"] == "whatsapp.refused"
    assert files(home) == []


NO_MESSAGES: list[tuple[dict[str, Any], str]] = [
    ({}, "data"),
    ({"data": {}}, "data.messages"),
    ({"data": {"messages": []}}, "data.messages"),
    ({"data": {"messages": {}}}, "data.messages.key"),
    ({"data": {"messages": [{"key": {"id": "3A"}}]}}, KEY_ADDRESS),
]


@pytest.mark.usefixtures("linked")
def test_a_body_without_a_message(key: Bearer) -> None:
    for body, field in NO_MESSAGES:
        answer = key.post("/decrypt-media", json=body)

        assert answer.status_code == 422, body
        assert list(answer.json()["errors"]) == [field]
