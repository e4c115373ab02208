"""What clients send about a session."""

from typing import Any, Final

from pydantic import Field

from domain.whatsapp_session.settings import SessionSettings
from entrypoints.http.bodies import ContractBody

NULL_MEANS_NONE: Final = {"webhook_url", "webhook_events", "proxy_url"}
"""Fields that can be emptied. A null of any other says nothing about it."""


class _Switches(ContractBody):
    webhook_url: str | None = Field(
        default=None, examples=["https://example.com/hooks/wa"]
    )
    webhook_enabled: bool | None = None
    webhook_events: list[str] | None = Field(
        default=None, max_length=100, examples=[["messages.received", "session.status"]]
    )
    webhook_signature: bool | None = None
    read_incoming_messages: bool | None = None
    auto_reject_calls: bool | None = None
    ignore_groups: bool | None = None
    ignore_channels: bool | None = None
    ignore_broadcasts: bool | None = None
    always_online: bool | None = None
    proxy_url: str | None = Field(
        default=None, examples=["http://user:password@proxy.example.org:3128"]
    )


class NewSession(_Switches):
    """A null means the default."""

    name: str = Field(examples=["Shop"])
    phone_number: str = Field(examples=["+34600111222"])
    account_protection: bool
    log_messages: bool

    def settings(self) -> SessionSettings:
        """Raises nothing: what is allowed in them is for the domain to say."""
        return SessionSettings.model_validate(self.model_dump(exclude_none=True))


class ChangedSession(_Switches):
    name: str | None = None
    phone_number: str | None = None
    account_protection: bool | None = None
    log_messages: bool | None = None

    def changes(self) -> dict[str, Any]:
        given = self.model_dump(exclude_unset=True)
        return {
            field: value
            for field, value in given.items()
            if value is not None or field in NULL_MEANS_NONE
        }
