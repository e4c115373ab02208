"""A session as the contract shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.ports import Secrets
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.http.answers import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSession:
    """None of the contract's fields is null but ``webhook_url`` and ``webhook_events``.

    ``webhook_events`` are the names that were set, just so; null means every event.
    """

    id: int
    user_id: int
    name: str
    phone_number: str
    status: str
    api_key: str
    session_data: Mapping[str, str] = field(default_factory=dict)
    last_active_at: str
    account_protection: bool
    log_messages: bool
    webhook_url: str | None
    webhook_enabled: bool
    webhook_events: Sequence[str] | None
    webhook_secret: str
    webhook_signature: bool
    read_incoming_messages: bool
    auto_reject_calls: bool
    ignore_groups: bool
    ignore_channels: bool
    ignore_broadcasts: bool
    always_online: bool
    proxy_url: str | None
    created_at: str
    updated_at: str


def shown(
    secrets: Secrets, session: WhatsappSession, last_active_at: datetime | None = None
) -> ShownSession:
    """Who does not know when it was last active takes its last change for that."""
    settings = session.settings.model_dump()
    if session.identity:
        settings["phone_number"] = f"+{session.identity.phone_number.lstrip('+')}"
    return ShownSession(
        **settings,
        id=session.id,
        user_id=session.user_id,
        status=session.status.value,
        api_key=secrets.open(session.api_key.sealed),
        webhook_secret=secrets.open(session.webhook_secret),
        last_active_at=moment(last_active_at or session.updated_at),
        created_at=moment(session.created_at),
        updated_at=moment(session.updated_at),
    )
