"""What owners do with their sessions: have them, change them, delete them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from pydantic import ValidationError

from domain.kernel import Conflict, Invalid, NotFound
from domain.ports import Aggregates, Claim, Claims, Clock, Ids, Receipt, Secrets
from domain.whatsapp_session.errors import NoSuchSession, TooManySessions
from domain.whatsapp_session.events import IssuedKey, SessionEvent
from domain.whatsapp_session.rules import checked
from domain.whatsapp_session.settings import SessionSettings
from domain.whatsapp_session.whatsapp_session import WhatsappSession

Sessions: TypeAlias = Aggregates[WhatsappSession, SessionEvent]


class Allowance(Protocol):
    """What a person's plan says about sessions."""

    @property
    def max_sessions(self) -> int: ...


def slot_claim(user_id: int, slot: int) -> Claim:
    """A plan's sessions are numbered places, so that the last one goes to one only."""
    return Claim("session_slot", f"{user_id}:{slot}")


def owned(sessions: Sessions, session_id: int, user_id: int) -> WhatsappSession:
    """Somebody else's session is as good as none. Raises NoSuchSession."""
    with suppress(NotFound):
        session = sessions.get(session_id)
        if session.user_id == user_id and not session.deleted:
            return session
    raise NoSuchSession(f"There is no session {session_id}.")


@dataclass(frozen=True, slots=True)
class IssueKey:
    secrets: Secrets
    ids: Ids

    def __call__(self) -> IssuedKey:
        key = self.secrets.hex_key()
        return IssuedKey(
            token_id=self.ids.next("tokens"),
            digest=self.secrets.digest(key),
            sealed=self.secrets.seal(key),
        )


@dataclass(frozen=True, slots=True)
class CreateSession:
    sessions: Sessions
    allowance: Callable[[int], Allowance]
    claims: Claims
    issue_key: IssueKey
    secrets: Secrets
    clock: Clock
    ids: Ids

    def __call__(self, user_id: int, settings: SessionSettings) -> Receipt:
        """Raises Invalid, NotSubscribed, TooManySessions."""
        settings = checked(settings)
        session_id, at = self.ids.next("whatsapp_sessions"), self.clock.now()
        for slot in self._free_slots(user_id):
            events = WhatsappSession.create(
                session_id,
                user_id=user_id,
                slot=slot,
                settings=settings,
                api_key=self.issue_key(),
                webhook_secret=self.secrets.seal(self.secrets.hex_key()),
                at=at,
            )
            try:
                return self.sessions.begin(
                    session_id, events, claims=[slot_claim(user_id, slot)]
                )
            except Conflict:
                continue  # another request took that place first
        raise TooManySessions("Your plan allows no more sessions; delete one first.")

    def _free_slots(self, user_id: int) -> Iterator[int]:
        for slot in range(1, self.allowance(user_id).max_sessions + 1):
            if self.claims.holder(slot_claim(user_id, slot)) is None:
                yield slot


@dataclass(frozen=True, slots=True)
class UpdateSession:
    """Changes the named settings; the others stay. Raises Invalid."""

    sessions: Sessions
    clock: Clock

    def __call__(self, session_id: int, changes: Mapping[str, Any]) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id,
            lambda session: session.change(
                checked(_merged(session.settings, changes)), at=at
            ),
        )


def _merged(settings: SessionSettings, changes: Mapping[str, Any]) -> SessionSettings:
    try:
        return SessionSettings.model_validate({**settings.model_dump(), **changes})
    except ValidationError as error:
        wrong = {str(it["loc"][0]): f"{it['msg']}." for it in error.errors()}
        raise Invalid(**wrong) from error


@dataclass(frozen=True, slots=True)
class DeleteSession:
    sessions: Sessions
    clock: Clock

    def __call__(self, session_id: int) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id,
            lambda session: session.delete(at=at),
            releases=lambda session: [slot_claim(session.user_id, session.slot)],
        )


@dataclass(frozen=True, slots=True)
class RegenerateKey:
    sessions: Sessions
    issue_key: IssueKey
    clock: Clock

    def __call__(self, session_id: int) -> Receipt:
        key, at = self.issue_key(), self.clock.now()
        return self.sessions.change(
            session_id, lambda session: session.regenerate_key(key, at=at)
        )
