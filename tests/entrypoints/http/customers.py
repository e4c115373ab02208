"""People who use the API, each with a token and sessions of their own."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from domain.user.logins import NewToken
from domain.whatsapp import Linked, QrShown
from entrypoints.program import Program

Http: TypeAlias = TestClient[Litestar]

PASSWORD = "correct horse battery"
SESSION = {
    "name": "Shop",
    "phone_number": "+34600111222",
    "account_protection": True,
    "log_messages": True,
}
QR = QrShown(code="2@" + "abcdef" * 20, ttl_seconds=20)
LINK = Linked(
    phone_number="34600111222",
    jid="34600111222@s.whatsapp.net",
    lid="99@lid",
    push_name="Ana's shop",
)


@dataclass(frozen=True)
class Bearer:
    """Calls with one token."""

    http: Http
    token: str

    def __call__(self, method: str, path: str, **how: Any) -> Response:
        shown = f"Bearer {self.token}".encode("latin-1")
        headers = {"Authorization": shown, **how.pop("headers", {})}
        return self.http.request(method, f"/api{path}", headers=headers, **how)

    def get(self, path: str, **how: Any) -> Response:
        return self("GET", path, **how)

    def post(self, path: str, **how: Any) -> Response:
        return self("POST", path, **how)

    def put(self, path: str, **how: Any) -> Response:
        return self("PUT", path, **how)

    def patch(self, path: str, **how: Any) -> Response:
        return self("PATCH", path, **how)

    def delete(self, path: str) -> Response:
        return self("DELETE", path)


@dataclass(frozen=True)
class Customer(Bearer):
    user_id: int

    def session(self, **settings: Any) -> dict[str, Any]:
        """A new session as it was answered."""
        answer = self.post("/whatsapp-sessions", json={**SESSION, **settings})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()["data"]
        return made

    def key(self, session: dict[str, Any]) -> Bearer:
        """Calls with the API key of a session."""
        return Bearer(self.http, session["api_key"])


def customer(program: Program, name: str) -> NewToken:
    """Somebody with a trial, and the token they call with."""
    email = f"{name.lower()}@example.com"
    user_id = program.users.register(name=name, email=email, password=PASSWORD).id
    program.subscriptions.take(user_id, "trial")
    return program.users.issue_token(user_id, name="first")


def link(program: Program, session: dict[str, Any]) -> None:
    """What a browser would report, once its QR code was scanned."""
    program.sessions.connect(session["id"])
    program.sessions.record_report(session["id"], QR)
    program.sessions.record_report(session["id"], LINK)
