"""Recording what a page tells of people and groups."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from domain.chat_activity.chat_activity import ChatActivity, take
from domain.chat_activity.events import ChatActivityEvent
from domain.kernel import Conflict
from domain.ports import Aggregates, Claim, Clock, Ids, Receipt
from domain.whatsapp import (
    CallSeen,
    ChatReport,
    GroupChanged,
    Presence,
    PresenceSeen,
)

ChatActivities: TypeAlias = Aggregates[ChatActivity, ChatActivityEvent]

Whose: TypeAlias = tuple[int, str, str | None]
"""The session, the chat, and who in it."""

MOST_REMEMBERED: Final = 10_000
"""Presences, of all sessions together."""

Listening: TypeAlias = Callable[[int, str], int | None]
"""The id of a session's owner, if they want to hear of this chat; None if not."""


@dataclass(frozen=True, slots=True)
class RecordActivity:
    """Takes in each thing once, however often and by whomever it is reported.

    Only presence has no name by which it is known again. What was recorded of a person
    last is remembered here, so a new process may record the same presence once more.
    """

    activities: ChatActivities
    listening: Listening
    clock: Clock
    ids: Ids
    _presences: dict[Whose, Presence] = field(default_factory=dict)

    def __call__(self, session_id: int, report: ChatReport) -> Receipt | None:
        """None when it is known already, or nobody wants to know it."""
        user_id = self.listening(session_id, chat_of(report))
        if user_id is None:
            return None
        if isinstance(report, PresenceSeen) and not self._is_news(session_id, report):
            return None
        activity_id = self.ids.next("chat_activity")
        events = take(
            activity_id,
            report,
            session_id=session_id,
            user_id=user_id,
            at=self.clock.now(),
        )
        try:
            receipt = self.activities.begin(
                activity_id, events, claims=claims_of(session_id, report)
            )
        except Conflict:
            return None
        if isinstance(report, PresenceSeen):
            self._remember(session_id, report)
        return receipt

    def _is_news(self, session_id: int, seen: PresenceSeen) -> bool:
        return self._presences.get(_whose(session_id, seen)) is not seen.presence

    def _remember(self, session_id: int, seen: PresenceSeen) -> None:
        """The newest are last; when there are too many, the older half is forgotten."""
        whose = _whose(session_id, seen)
        self._presences.pop(whose, None)
        self._presences[whose] = seen.presence
        if len(self._presences) > MOST_REMEMBERED:
            for old in [*self._presences][: MOST_REMEMBERED // 2]:
                self._presences.pop(old, None)


def _whose(session_id: int, seen: PresenceSeen) -> Whose:
    return session_id, seen.jid, seen.participant


def chat_of(report: ChatReport) -> str:
    return report.caller if isinstance(report, CallSeen) else report.jid


def claims_of(session_id: int, report: ChatReport) -> tuple[Claim, ...]:
    """By WhatsApp's own id of it, where there is one."""
    match report:
        case CallSeen():
            return (_claim("call", session_id, report.id, report.status),)
        case GroupChanged():
            parts = report.jid, report.id, report.action
            return (_claim("group_notice", session_id, *parts),)
        case PresenceSeen():
            return ()


def _claim(kind: str, *parts: object) -> Claim:
    return Claim(kind, "\n".join(map(str, parts)))
