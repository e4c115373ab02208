"""One thing that happened around messages: told once, it never changes."""

from datetime import datetime

from domain.chat_activity.events import (
    CallSeen,
    ChatActivityEvent,
    GroupChanged,
    PresenceChanged,
)
from domain.kernel import Value
from domain.whatsapp import ChatReport, chat_reports


class ChatActivity(Value):
    id: int
    fact: ChatActivityEvent


def take(
    activity_id: int,
    report: ChatReport,
    *,
    session_id: int,
    user_id: int,
    at: datetime,
) -> tuple[ChatActivityEvent, ...]:
    """What a page reports, as a fact of its session."""
    match report:
        case chat_reports.CallSeen():
            return (
                CallSeen(
                    activity_id=activity_id,
                    session_id=session_id,
                    user_id=user_id,
                    call_id=report.id,
                    caller=report.caller,
                    status=report.status,
                    is_video=report.is_video,
                    is_group=report.is_group,
                    called_at=report.at,
                    at=at,
                ),
            )
        case chat_reports.GroupChanged():
            return (
                GroupChanged(
                    activity_id=activity_id,
                    session_id=session_id,
                    user_id=user_id,
                    notice_id=report.id,
                    group=report.jid,
                    action=report.action,
                    participants=report.participants,
                    by=report.by,
                    value=report.value,
                    changed_at=report.changed_at,
                    at=at,
                ),
            )
        case chat_reports.PresenceSeen():
            return (
                PresenceChanged(
                    activity_id=activity_id,
                    session_id=session_id,
                    user_id=user_id,
                    jid=report.jid,
                    participant=report.participant,
                    presence=report.presence,
                    changed_at=report.at,
                    at=at,
                ),
            )


def evolve(state: ChatActivity | None, event: ChatActivityEvent) -> ChatActivity:
    assert state is None, f"{event.TYPE} can only be the first event"
    return ChatActivity(id=event.activity_id, fact=event)
