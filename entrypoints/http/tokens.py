"""/account/tokens: what the caller's programs show to be let in."""

from collections.abc import Sequence
from typing import Final

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from domain.reference import TokenType
from entrypoints.http.account_bodies import TokenWish
from entrypoints.http.answers import Answer
from entrypoints.http.callers import AccountCaller
from entrypoints.http.refusals import documented
from entrypoints.http.shown_accounts import (
    IssuedToken,
    ShownToken,
    issued_token,
    shown_token,
)
from entrypoints.program import Program
from projections.tokens import tokens_of

SHOWN: Final = {TokenType.PERSONAL_ACCESS, TokenType.LOGIN}
"""The others are a session's, or are mailed and used once."""


class TokenController(Controller):
    path = "/account/tokens"
    tags = ("Account",)

    @get("/", sync_to_thread=True, responses=documented(401, 403, 503))
    def list_tokens(
        self, program: NamedDependency[Program], caller: NamedDependency[AccountCaller]
    ) -> Answer[Sequence[ShownToken]]:
        with program.settled() as rows:
            found = [it for it in tokens_of(rows, caller.user_id) if it.type in SHOWN]
        return Answer(
            [shown_token(row, current=row.id == caller.token_id) for row in found]
        )

    @post("/", sync_to_thread=True, responses=documented(401, 403, 413, 422))
    def issue_token(
        self,
        program: NamedDependency[Program],
        caller: NamedDependency[AccountCaller],
        data: JSONBody[TokenWish],
    ) -> Answer[IssuedToken]:
        new = program.users.issue_token(
            caller.user_id, name=data.name, expires_at=data.expires_at
        )
        return Answer(issued_token(new, data.name))

    @delete("/{token_id:int}", sync_to_thread=True, responses=documented(401, 403, 404))
    def revoke_token(
        self,
        program: NamedDependency[Program],
        caller: NamedDependency[AccountCaller],
        token_id: FromPath[int],
    ) -> None:
        """It is refused from this moment; also the one that this is asked with."""
        program.users.revoke_token(caller.user_id, token_id)
