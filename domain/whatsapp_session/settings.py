"""What the owner of a session decides about it."""

from domain.kernel import Value
from domain.privacy import PrivateText, PrivateTextOrNone


class SessionSettings(Value):
    """``webhook_events`` are kept as they were set; None means every event."""

    name: PrivateText
    phone_number: PrivateText
    account_protection: bool
    log_messages: bool
    webhook_url: PrivateTextOrNone = None
    webhook_enabled: bool = False
    webhook_events: tuple[str, ...] | None = None
    webhook_signature: bool = True
    read_incoming_messages: bool = False
    auto_reject_calls: bool = False
    ignore_groups: bool = False
    ignore_channels: bool = False
    ignore_broadcasts: bool = False
    always_online: bool = False
    proxy_url: PrivateTextOrNone = None
