"""A customer's program, and the sandbox's phone, as they speak over HTTP."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

T = TypeVar("T")

PATIENCE = 40.0
PHONE = "34600111222"
FRIEND = "34600999888"
LOGIN = {"email": "ana@example.com", "password": "correct horse battery"}


def eventually(
    look: Callable[[], T | None], *, within: float = PATIENCE, why: str = ""
) -> T:
    """What ``look`` finds, once that is true; a server that is down finds nothing."""
    until, found, last = time.monotonic() + within, None, None
    while time.monotonic() < until:
        try:
            found = look()
        except httpx.HTTPError as error:
            last = error
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"not so after {within:g} s: {why or look} ({last})")


class Phone:
    """The sandbox's: every call raises httpx.HTTPStatusError when it is refused."""

    def __init__(self, sandbox: str) -> None:
        self._http = httpx.Client(base_url=f"{sandbox}/phone", timeout=10)

    def do(self, what: str, **body: object) -> dict[str, Any]:
        answer = self._http.post(f"/{what}", json=body)
        answer.raise_for_status()
        data: dict[str, Any] = answer.json()
        return data

    def close(self) -> None:
        self._http.close()

    def scan(self, code: str, phone: str = PHONE) -> None:
        self.do("scan", code=code, phone=phone)

    def write(self, text: str, *, to: str = PHONE, sender: str = FRIEND) -> str:
        """Somebody else writes; the key id."""
        return str(self.do("incoming", phone=to, text=text, **{"from": sender})["id"])

    def ack(self, key_id: str, ack: int) -> None:
        self.do("ack", id=key_id, ack=ack)

    def unlink(self, phone: str = PHONE) -> None:
        self.do("unlink", phone=phone)

    def lose_answers(self, times: int, phone: str = PHONE) -> None:
        self.do("lose_answer", phone=phone, times=times)

    def state(self) -> dict[str, Any]:
        answer = self._http.get("/state")
        answer.raise_for_status()
        state: dict[str, Any] = answer.json()
        return state

    def sent(self) -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = self.state()["sent"]
        return sent

    def linked(self) -> list[str]:
        return [device["phone"] for device in self.state()["devices"]]


class Customer:
    """Registers, has one session, sends. ``key`` is the session's API key."""

    def __init__(
        self, api: str, *, number: str = PHONE, email: str = LOGIN["email"]
    ) -> None:
        self.number = number
        self._login = {**LOGIN, "email": email}
        self.token = self.key = ""
        self.session_id = 0
        self._http = httpx.Client(base_url=api, timeout=30)

    def close(self) -> None:
        self._http.close()

    def call(
        self, method: str, path: str, *, token: str, json: object = None
    ) -> httpx.Response:
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        return self._http.request(method, path, json=json, headers=bearer)

    def _data(self, method: str, path: str, *, token: str, json: object = None) -> Any:
        answer = self.call(method, path, token=token, json=json)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()["data"]

    def register(self) -> None:
        person = {"name": "Ana", "subscription": "pro", **self._login}
        data = self._data("POST", "/auth/register", token="", json=person)
        self.token = data["token"]

    def register_or_log_in(self) -> bool:
        """For who does not know whether an earlier try was heard."""
        try:
            self.register()
        except AssertionError:
            self._log_in()
        return True

    def _log_in(self) -> None:
        """An account that was cut off in the making has no plan yet."""
        data = self._data("POST", "/auth/login", token="", json=self._login)
        self.token = data["token"]
        wish = {"subscription": "pro"}
        self.call("POST", "/account/subscription", token=self.token, json=wish)

    def create_session(self, webhook_url: str | None = None) -> None:
        wish = {
            "name": "The shop",
            "phone_number": f"+{self.number}",
            "account_protection": False,
            "log_messages": True,
            "webhook_url": webhook_url,
            "webhook_enabled": webhook_url is not None,
        }
        self._remember(
            self._data("POST", "/whatsapp-sessions", token=self.token, json=wish)
        )

    def have_session(self, webhook_url: str) -> bool:
        """The one there is; else a new one."""
        if there := self._data("GET", "/whatsapp-sessions", token=self.token):
            self._remember(there[0])
        else:
            self.create_session(webhook_url)
        return True

    def _remember(self, session: dict[str, Any]) -> None:
        self.session_id, self.key = session["id"], session["api_key"]

    @property
    def _session(self) -> str:
        return f"/whatsapp-sessions/{self.session_id}"

    def connect(self) -> dict[str, Any]:
        data: dict[str, Any] = self._data(
            "POST", f"{self._session}/connect", token=self.token
        )
        return data

    def qr(self) -> str | None:
        """The code to scan now; None while there is none."""
        answer = self.call("GET", f"{self._session}/qrcode", token=self.token)
        return str(answer.json()["data"]["qrCode"]) if answer.is_success else None

    def session(self) -> dict[str, Any]:
        data: dict[str, Any] = self._data("GET", self._session, token=self.token)
        return data

    def status(self) -> str:
        answer = self.call("GET", "/status", token=self.key)
        answer.raise_for_status()
        return str(answer.json()["status"])

    def logs(self) -> list[dict[str, Any]]:
        """The session's, the newest first."""
        page = self._data("GET", f"{self._session}/session-logs", token=self.token)
        rows: list[dict[str, Any]] = page["data"]
        return rows

    def send(self, text: str, *, to: str = FRIEND) -> int:
        answer = self.try_to_send(text, to=to)
        assert answer.is_success, f"{answer.status_code} {answer.text}"
        return int(answer.json()["data"]["msgId"])

    def try_to_send(
        self, text: str, *, to: str = FRIEND, **content: object
    ) -> httpx.Response:
        """``content`` is what goes out beside the text, or instead of an empty one."""
        message = {"to": f"+{to}", "text": text, **content}
        return self.call("POST", "/send-message", token=self.key, json=message)

    def info(self, message_id: int) -> dict[str, Any]:
        data: dict[str, Any] = self._data(
            "GET", f"/messages/{message_id}/info", token=self.key
        )
        return data

    def link(self, phone: Phone, *, within: float = PATIENCE) -> None:
        """Connect, scan, wait."""
        self.connect()
        eventually(lambda: self.linked(phone), within=within, why="linked")

    def linked(self, phone: Phone) -> bool:
        """A code that came too late is followed by another."""
        if self.status() == "connected":
            return True
        if self.number not in phone.linked() and (code := self.qr()):
            phone.scan(code, self.number)
        return False

    def until(self, status: str) -> None:
        eventually(lambda: self.status() == status, why=f"status {status}")
