"""The front door: everything a user of the library imports, and nothing else."""

from domain.kernel import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from domain.ports import Clock, Receipt
from domain.reference import MessageStatus, Role, SessionStatus, SystemPreference
from domain.whatsapp import (
    Ack,
    AckSeen,
    BrowserLost,
    Linked,
    MessageKey,
    MessageSeen,
    Outgoing,
    PageLost,
    PageNotReady,
    PageUnreachable,
    QrExhausted,
    QrShown,
    SendRefused,
    Sent,
    StreamLost,
    TakenOver,
    Unlinked,
    Whatsapp,
    WhatsappPage,
)
from domain.whatsapp_session.settings import SessionSettings
from entrypoints.bootstrap import bootstrap
from entrypoints.erasure import erase_user
from entrypoints.gateway import gateway
from entrypoints.program import Program
from entrypoints.settings import Settings, WhatsappKind
from entrypoints.workers import Crew
from projections.message_queries import message_by_id, messages_page
from projections.queries import Page
from projections.whatsapp_session_queries import session_by_id, sessions_of

__all__ = [
    "Ack",
    "AckSeen",
    "BrowserLost",
    "Clock",
    "Conflict",
    "Crew",
    "DomainError",
    "Forbidden",
    "Invalid",
    "Linked",
    "MessageKey",
    "MessageSeen",
    "MessageStatus",
    "NotFound",
    "Outgoing",
    "Page",
    "PageLost",
    "PageNotReady",
    "PageUnreachable",
    "Program",
    "QrExhausted",
    "QrShown",
    "Receipt",
    "Role",
    "SendRefused",
    "Sent",
    "SessionSettings",
    "SessionStatus",
    "Settings",
    "StreamLost",
    "SystemPreference",
    "TakenOver",
    "TooMany",
    "Unauthenticated",
    "Unavailable",
    "Unlinked",
    "Whatsapp",
    "WhatsappKind",
    "WhatsappPage",
    "bootstrap",
    "erase_user",
    "gateway",
    "message_by_id",
    "messages_page",
    "session_by_id",
    "sessions_of",
]
