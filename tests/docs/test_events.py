from typing import Any, get_args

from domain.chat_activity.events import ChatActivityEvent
from domain.claims import ClaimEvent
from domain.kernel import Event
from domain.message.events import MessageEvent
from domain.send_job.events import SendJobEvent
from domain.subscription.events import PlanEvent, SubscriptionEvent
from domain.system_error.events import SystemErrorEvent
from domain.user.events import UserEvent
from domain.whatsapp_session.events import SessionEvent
from tests.docs.pages import REFERENCE, codes, rows

UNIONS: tuple[Any, ...] = (
    ChatActivityEvent,
    ClaimEvent,
    MessageEvent,
    PlanEvent,
    SendJobEvent,
    SessionEvent,
    SubscriptionEvent,
    UserEvent,
)
EVENTS: list[type[Event]] = [
    *(event for union in UNIONS for event in get_args(union)),
    SystemErrorEvent,
]


def test_every_event_is_described_with_its_fields() -> None:
    described = {
        codes(type_)[0]: list(codes(fields))
        for type_, fields, _ in rows(REFERENCE / "events.md", "Type")
    }

    assert described == {
        event.TYPE: [field for field in event.model_fields if field != "at"]
        for event in EVENTS
    }
