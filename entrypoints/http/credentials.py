"""Whom a bearer token stands for.

The tables only say whose a token is, which never changes. Whether it is still good is
asked of the log, so that a token is refused from the moment it was revoked.
"""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from hmac import compare_digest
from typing import Final, NamedTuple, TypeVar

from sqlalchemy import Connection

from domain.kernel import DomainError, NotFound, Unauthenticated
from domain.reference import TokenType
from domain.user.user import Token
from entrypoints.http.callers import AccountCaller, Caller, SessionCaller
from entrypoints.program import Program
from projections.tokens import TokenRow, token_by_digest, token_by_id

T = TypeVar("T")

API_KEY: Final = re.compile(r"[0-9a-f]{64}")
TOKEN: Final = re.compile(r"([1-9][0-9]{0,8})\|([A-Za-z0-9]{40,128})")
ACCOUNT_TOKENS: Final = {TokenType.PERSONAL_ACCESS, TokenType.LOGIN}
REMEMBERED_KEYS: Final = 10_000


class KeyRequired(Unauthenticated):
    """The request shows no bearer token."""

    code = "auth.key_required"

    def __init__(self) -> None:
        super().__init__("API key is required")


class InvalidKey(Unauthenticated):
    """The token is nobody's, was revoked, or is of another kind than is wanted."""

    code = "auth.invalid_key"

    def __init__(self) -> None:
        super().__init__("Invalid API key")


class ExpiredToken(InvalidKey):
    """The token's time is over."""

    code = "auth.expired_token"


class Identified(NamedTuple):
    """``first_use`` is true once a day and token: then it is worth writing down."""

    caller: Caller
    first_use: bool = False


class Credentials:
    """Every method raises Unauthenticated, and AccountSuspended."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._sessions: dict[str, int] = {}

    async def either(self, bearer: str) -> Identified:
        """An account's token, or a session's API key."""
        known = self.session if API_KEY.fullmatch(bearer) else self.account
        return await known(bearer)

    async def account(self, bearer: str) -> Identified:
        """A personal access token, or the token of a login: ``<id>|<secret>``."""
        parts = TOKEN.fullmatch(bearer)
        if parts is None:
            raise InvalidKey
        return await asyncio.to_thread(self._account, int(parts[1]), parts[2])

    async def session(self, bearer: str) -> Identified:
        """A session's API key. One that was seen before costs no thread."""
        if not API_KEY.fullmatch(bearer):
            raise InvalidKey
        digest = self._program.secrets.digest(bearer)
        session_id = self._sessions.get(digest)
        if session_id is None:
            session_id = await asyncio.to_thread(self._session_of, digest)
            self._remember(digest, session_id)
        return Identified(self._in_use(session_id, digest))

    def note_use(self, caller: Caller) -> None:
        """Writes down that a token was used today. Nothing depends on it."""
        if isinstance(caller, AccountCaller):
            with suppress(DomainError):  # the request itself may have revoked it
                self._program.users.use_token(caller.user_id, caller.token_id)

    def _account(self, token_id: int, secret: str) -> Identified:
        row = self._row(lambda rows: token_by_id(rows, token_id))
        digest = self._program.secrets.digest(secret)
        if not compare_digest(row.value, digest) or row.type not in ACCOUNT_TOKENS:
            raise InvalidKey
        user = self._program.users.all.get(row.user_id)
        if token_id not in user.tokens:
            raise InvalidKey
        user.must_not_be_suspended()
        first_use = self._first_use_today(user.tokens[token_id])
        return Identified(AccountCaller(user.id, token_id), first_use)

    def _first_use_today(self, token: Token) -> bool:
        now = self._program.clock.now()
        if token.expires_at and token.expires_at <= now:
            raise ExpiredToken
        return token.used_at is None or token.used_at.date() != now.date()

    def _session_of(self, digest: str) -> int:
        row = self._row(lambda rows: token_by_digest(rows, digest))
        if row.whatsapp_session_id is None:
            raise InvalidKey
        return row.whatsapp_session_id

    def _row(self, find: Callable[[Connection], TokenRow | None]) -> TokenRow:
        """Looked for twice: a token that was made just now may not be shown yet."""
        for connecting in (self._program.reading, self._program.settled):
            with connecting() as rows:
                if row := find(rows):
                    return row
        raise InvalidKey

    def _in_use(self, session_id: int, digest: str) -> SessionCaller:
        try:
            session = self._program.sessions.all.get(session_id)
        except NotFound as error:
            raise InvalidKey from error
        if session.deleted or not compare_digest(session.api_key.digest, digest):
            raise InvalidKey
        self._program.users.all.get(session.user_id).must_not_be_suspended()
        return SessionCaller(session.id, session.user_id)

    def _remember(self, digest: str, session_id: int) -> None:
        if len(self._sessions) >= REMEMBERED_KEYS:
            self._sessions.clear()
        self._sessions[digest] = session_id
