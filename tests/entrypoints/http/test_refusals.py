"""Errors that no route foresees have the same shape as those that one does."""

from typing import Any

import pytest
import structlog
from eventsourcing.persistence import OperationalError
from litestar import Litestar, get
from litestar.testing import TestClient

from domain.kernel import DomainError, TooMany, Unavailable
from entrypoints.http.errors import exception_handlers
from entrypoints.http.origin import answer_with_it
from entrypoints.http.refusals import status_of
from entrypoints.program import Program
from projections.system_errors import latest_errors
from tests.entrypoints.http.customers import Customer, Http


def _is_a_refusal(body: dict[str, Any]) -> bool:
    told = {"success", "message", "error", "code"}
    return (
        told <= set(body) <= told | {"errors", "retry_after"}
        and body["success"] is False
        and body["message"] == body["error"]
    )


def test_an_unknown_route(http: Http) -> None:
    answer = http.get("/api/nothing")

    assert answer.status_code == 404
    assert answer.json()["code"] == "route_not_found"
    assert _is_a_refusal(answer.json())


def test_a_method_that_is_not_taken(http: Http) -> None:
    answer = http.put("/api/subscriptions")

    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert _is_a_refusal(answer.json())


@pytest.mark.parametrize(
    "body", [b"{nope", b"\xff\xfe", b"[" * 100_000, b'{"name": "\\ud800"}']
)
def test_a_body_that_is_not_json(ana: Customer, body: bytes) -> None:
    answer = ana.post("/whatsapp-sessions", content=body)

    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"
    assert _is_a_refusal(answer.json())


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_large(ana: Customer, *, announced: bool) -> None:
    huge = b"x" * 2_000_000
    answer = ana.post("/whatsapp-sessions", content=huge if announced else iter([huge]))

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    assert _is_a_refusal(answer.json())


@pytest.mark.parametrize("body", [b"", b"null"])
def test_no_body_at_all(ana: Customer, body: bytes) -> None:
    answer = ana.post("/whatsapp-sessions", content=body)

    assert answer.status_code == 422
    assert answer.json()["errors"] == {"body": ["The body is required."]}
    assert _is_a_refusal(answer.json())


def test_a_field_nobody_knows_is_named_as_it_was_sent(ana: Customer) -> None:
    answer = ana.post("/account/tokens", json={"name": "mine", "is_admin": True})

    assert answer.status_code == 422
    assert answer.json()["errors"] == {"is_admin": ["There is no field 'is_admin'."]}


@pytest.mark.parametrize("text", ["\x00", "\x1b[2J", "x" * 500_000, "🐘" * 90_000])
def test_texts_nobody_expects_never_break_anything(ana: Customer, text: str) -> None:
    answers = [
        ana.patch("/account", json={"name": text}),
        ana.patch("/account", json={"email": text}),
        ana.post("/account/tokens", json={"name": text}),
        ana.post("/account/subscription", json={"subscription": text}),
        ana.post("/auth/login", json={"email": text, "password": text}),
        ana.put(
            "/account/preferences", json={"appearance": {"options": {"theme": text}}}
        ),
    ]

    for answer in answers:
        assert 400 <= answer.status_code < 500, answer.text
        assert _is_a_refusal(answer.json())


def test_every_refusal_of_the_domain_has_a_status() -> None:
    statuses = {status_of(kind("x")) for kind in _plain_kinds()}

    assert statuses == {401, 403, 404, 409, 422, 503}


def _plain_kinds() -> list[type[DomainError]]:
    def below(kind: type[DomainError]) -> list[type[DomainError]]:
        return [kind, *(it for sub in kind.__subclasses__() for it in below(sub))]

    return [it for it in below(DomainError) if it.__init__ is DomainError.__init__]


def _answering(program: Program, error: Exception) -> TestClient[Litestar]:
    @get("/", sync_to_thread=False)
    def fail() -> None:
        raise error

    app = Litestar(
        [fail],
        exception_handlers=exception_handlers(program),
        before_send=[answer_with_it],
        logging_config=None,
    )
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("error", "status", "seconds"),
    [
        (TooMany("Slow down.", retry_after=42), 429, 42),
        (Unavailable("Not now."), 503, 5),
        (OperationalError("The server went away."), 503, 5),
        (TimeoutError("late"), 503, 1),
    ],
)
def test_who_may_try_again_is_told_when(
    program: Program, error: Exception, status: int, seconds: int
) -> None:
    with _answering(program, error) as client:
        answer = client.get("/")

    assert answer.status_code == status
    assert answer.headers["retry-after"] == str(seconds)
    assert answer.json()["retry_after"] == seconds


def test_what_nobody_foresaw_is_recorded_and_not_shown(program: Program) -> None:
    with structlog.testing.capture_logs() as logs:
        with _answering(program, ZeroDivisionError("secret 0")) as client:
            answer = client.get("/", headers={"X-Request-Id": "call-7"})
        with program.settled() as rows:
            recorded = latest_errors(rows)

    assert answer.status_code == 500
    assert _is_a_refusal(answer.json())
    assert "call-7" in answer.json()["message"]
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "ZeroDivisionError: secret 0" in recorded[0].log
    assert "call-7" in recorded[0].log
    assert logs[0]["correlation_id"] == "call-7"
