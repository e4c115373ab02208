"""Every event this program can read. Adding one here is part of adding an event."""

from typing import get_args

from adapters.event_store.codec import EventTypes
from domain.chat_activity.events import ChatActivityEvent
from domain.claims import ClaimEvent
from domain.message.events import MessageEvent
from domain.send_job.events import SendJobEvent
from domain.subscription.events import PlanEvent, SubscriptionEvent
from domain.system_error.events import SystemErrorEvent
from domain.user.events import UserEvent
from domain.whatsapp_session.events import SessionEvent

EVENT_TYPES = EventTypes(
    [
        *get_args(ChatActivityEvent),
        *get_args(ClaimEvent),
        *get_args(MessageEvent),
        *get_args(PlanEvent),
        *get_args(SendJobEvent),
        *get_args(SessionEvent),
        *get_args(SubscriptionEvent),
        SystemErrorEvent,
        *get_args(UserEvent),
    ]
)
