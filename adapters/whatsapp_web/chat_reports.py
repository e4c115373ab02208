"""What the hooks tell of people and groups, as the domain's reports."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from adapters.whatsapp_web.jids import to_contract
from adapters.whatsapp_web.well_formed import well_formed
from domain.whatsapp import CallSeen, ChatReport, GroupChanged, PresenceSeen

Told = Mapping[str, Any]


def group_changed(told: Told) -> ChatReport | None:
    by = told.get("by")
    return well_formed(
        GroupChanged,
        id=told["id"],
        jid=told["chat"],
        action=told["action"],
        participants=tuple(map(to_contract, told["participants"])),
        by=to_contract(by) if by else None,
        value=told.get("value"),
        changed_at=_time(told),
    )


def call_seen(told: Told) -> ChatReport | None:
    return well_formed(
        CallSeen,
        id=told["id"],
        caller=to_contract(told["caller"]),
        status=told["status"],
        is_video=told["isVideo"],
        is_group=told["isGroup"],
        at=_time(told),
    )


def presence_seen(told: Told) -> ChatReport | None:
    participant = told.get("participant")
    return well_formed(
        PresenceSeen,
        jid=to_contract(told["chat"]),
        participant=to_contract(participant) if participant else None,
        presence=told["presence"],
        at=_time(told),
    )


def _time(told: Told) -> datetime:
    return datetime.fromtimestamp(told["time"], UTC)
