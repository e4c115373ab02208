"""Secrets by which people and programs show who they are, as SHA-256 digests."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Column, Connection, Date, Table, Unicode, select

from domain.kernel import Event
from domain.reference import TokenType
from domain.user.events import TokenIssued, TokenRevoked, TokenUsed
from domain.whatsapp_session.events import (
    ApiKeyRegenerated,
    IssuedKey,
    SessionCreated,
    SessionDeleted,
)
from projections.columns import (
    Json,
    UtcDateTime,
    changed,
    created,
    dates,
    day,
    reference,
    row_id,
)
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import columns_of, every, first
from projections.reference_data import entry

tokens = Table(
    "tokens",
    read_tables,
    row_id(),
    Column("value", Unicode(500), nullable=False, index=True),
    reference("token_type", "token_types.id"),
    reference("user_id", "users.id", index=True),
    *dates(),
    Column("name", Unicode(200)),
    Column("abilities", Json),
    Column("expires_at", UtcDateTime()),
    Column("last_used_on", Date()),
    reference("whatsapp_session_id", "whatsapp_sessions.id", index=True),
)
model = ReadModel(tokens)


@model.on(TokenIssued)
def issue(rows: Rows, event: TokenIssued, _: int) -> None:
    rows.insert(
        {
            "id": event.token_id,
            "value": event.digest,
            "token_type": event.token_type.row_id,
            "user_id": event.user_id,
            "name": event.name,
            "abilities": list(event.abilities),
            "expires_at": event.expires_at,
            **created(event),
        }
    )


@model.on(TokenUsed)
def use(rows: Rows, event: TokenUsed, _: int) -> None:
    rows.update(event.token_id, changed(event, last_used_on=day(event.at)))


@model.on(TokenRevoked)
def revoke(rows: Rows, event: TokenRevoked, _: int) -> None:
    rows.delete(event.token_id)


@model.on(SessionCreated)
def issue_api_key(rows: Rows, event: SessionCreated, _: int) -> None:
    rows.insert(_api_key(event, event.api_key, event.user_id, event.session_id))


@model.on(ApiKeyRegenerated)
def replace_api_key(rows: Rows, event: ApiKeyRegenerated, _: int) -> None:
    rows.delete(event.replaced_token_id)
    rows.insert(_api_key(event, event.api_key, event.user_id, event.session_id))


@model.on(SessionDeleted)
def revoke_api_key(rows: Rows, event: SessionDeleted, _: int) -> None:
    rows.delete(event.token_id)


def _api_key(
    event: Event, api_key: IssuedKey, user_id: int, session_id: int
) -> dict[str, object]:
    return {
        "id": api_key.token_id,
        "value": api_key.digest,
        "token_type": TokenType.SESSION_API_KEY.row_id,
        "user_id": user_id,
        "whatsapp_session_id": session_id,
        **created(event),
    }


class TokenRow(NamedTuple):
    """``value`` is the digest; a session's API key has no name and no abilities."""

    id: int
    value: str
    token_type: int
    user_id: int
    name: str | None
    abilities: list[str] | None
    expires_at: datetime | None
    last_used_on: date | None
    whatsapp_session_id: int | None
    created_at: date

    @property
    def type(self) -> TokenType:
        return entry(TokenType, self.token_type)


_rows = select(*columns_of(tokens, TokenRow))


def token_by_id(connection: Connection, token_id: int) -> TokenRow | None:
    return first(connection, TokenRow, _rows.where(tokens.c.id == token_id))


def token_by_digest(connection: Connection, digest: str) -> TokenRow | None:
    return first(connection, TokenRow, _rows.where(tokens.c.value == digest))


def tokens_of(connection: Connection, user_id: int) -> Sequence[TokenRow]:
    """Everything the user may log in or call with, the API keys of sessions too."""
    theirs = _rows.where(tokens.c.user_id == user_id)
    return every(connection, TokenRow, theirs.order_by(tokens.c.id))
