"""Connecting sessions and ending that, as owners ask for it or time does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.ports import Clock, Receipt
from domain.whatsapp_session import browser, login
from domain.whatsapp_session.commands import Allowance, Sessions
from domain.whatsapp_session.whatsapp_session import Identity


@dataclass(frozen=True, slots=True)
class ConnectSession:
    """Asks for a browser; the supervisor opens it."""

    sessions: Sessions
    allowance: Callable[[int], Allowance]
    clock: Clock

    def __call__(self, session_id: int) -> Receipt:
        self.allowance(self.sessions.get(session_id).user_id)
        at = self.clock.now()
        return self.sessions.change(session_id, lambda session: session.connect(at=at))


@dataclass(frozen=True, slots=True)
class RestartSession:
    sessions: Sessions
    clock: Clock

    def __call__(self, session_id: int) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id, lambda session: browser.restart(session, at=at)
        )


@dataclass(frozen=True, slots=True)
class DisconnectSession:
    """Stops it; the login is kept."""

    sessions: Sessions
    clock: Clock

    def __call__(self, session_id: int, *, reason: str = "requested") -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id, lambda session: session.disconnect(reason=reason, at=at)
        )


@dataclass(frozen=True, slots=True)
class TakeLogin:
    """Notes whose login was put into the profile of a session. Raises StillOpen."""

    sessions: Sessions
    clock: Clock

    def __call__(
        self, session_id: int, identity: Identity, *, exported_at: datetime
    ) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id,
            lambda session: login.take_login(
                session, identity, exported_at=exported_at, at=at
            ),
        )


@dataclass(frozen=True, slots=True)
class RetrySession:
    """Connects a session again that was stopped for a time; no other."""

    sessions: Sessions
    clock: Clock

    def __call__(self, session_id: int) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(session_id, lambda session: session.retry(at=at))


@dataclass(frozen=True, slots=True)
class ExpireSession:
    """Ends a login that is of no use any more; connecting again needs a scan."""

    sessions: Sessions
    clock: Clock

    def __call__(self, session_id: int, *, reason: str) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id, lambda session: session.expire(reason=reason, at=at)
        )
