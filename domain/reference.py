"""The closed lists of the database: every status, type, role and preference.

Each list is a table of the spec. Its ids are fixed here for ever, so that foreign keys
are known without a lookup; new entries go to the end.
"""

from datetime import date
from enum import StrEnum
from typing import Self

SINCE = date(2026, 1, 1)
"""created_at and updated_at of every reference row: a fact, not a clock reading."""


class Listed(StrEnum):
    """A slug that knows its row: ``UserStatus.ACTIVE.row_id == 2``."""

    row_id: int
    description: str

    def __new__(cls, slug: str, row_id: int, description: str) -> Self:
        entry = str.__new__(cls, slug)
        entry._value_ = slug
        entry.row_id = row_id
        entry.description = description
        return entry


class UserStatus(Listed):
    PENDING = "pending", 1, "Registered; the e-mail address is not verified yet"
    ACTIVE = "active", 2, "May use the gateway"
    SUSPENDED = "suspended", 3, "Stopped by an administrator"
    ERASED = "erased", 4, "The person asked to be forgotten"


class Role(Listed):
    ADMIN = "admin", 1, "Runs the gateway: users, plans, errors"
    SUPPORT = "support", 2, "Helps customers: sees their accounts, changes nothing"
    CUSTOMER = "customer", 3, "Owns WhatsApp sessions and sends messages"


class SystemPreference(Listed):
    APPEARANCE = "appearance", 1, "Theme and language of the dashboard"
    TWO_FACTOR = "two-factor", 2, "A second step at login"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


class PreferenceStatus(Listed):
    ENABLED = "enabled", 1, "The preference is in use"
    DISABLED = "disabled", 2, "The preference is set aside; its options are kept"


class TokenType(Listed):
    PERSONAL_ACCESS = "personal_access", 1, "For programs: the account's own API"
    LOGIN = "login", 2, "For a person who logged in with a password"
    EMAIL_VERIFICATION = "email_verification", 3, "Proves an e-mail address, once"
    PASSWORD_RESET = "password_reset", 4, "Sets a new password, once"
    SESSION_API_KEY = "session_api_key", 5, "For programs: one WhatsApp session's API"
    TWO_FACTOR_RECOVERY = "two_factor_recovery", 6, "Replaces the second step, once"


class PlanStatus(Listed):
    DRAFT = "draft", 1, "Being written; nobody can take it"
    ACTIVE = "active", 2, "On sale"
    RETIRED = "retired", 3, "No longer on sale; who has it keeps it"


class SubscriptionStatus(Listed):
    TRIALING = "trialing", 1, "Free until the trial ends"
    ACTIVE = "active", 2, "Paid for"
    PAST_DUE = "past_due", 3, "A payment is late; everything still works"
    CANCELLED = "cancelled", 4, "Ended by the customer"
    EXPIRED = "expired", 5, "Ended by time"

    @property
    def is_alive(self) -> bool:
        """Whether the customer may use what the plan offers."""
        return self in {
            SubscriptionStatus.TRIALING,
            SubscriptionStatus.ACTIVE,
            SubscriptionStatus.PAST_DUE,
        }


class SessionStatus(Listed):
    CONNECTING = "connecting", 1, "WhatsApp Web is being opened"
    CONNECTED = "connected", 2, "Linked, sends and receives"
    DISCONNECTED = "disconnected", 3, "Never connected yet, or stopped"
    NEED_SCAN = "need_scan", 4, "A QR code waits to be scanned"
    LOGGED_OUT = "logged_out", 5, "The person removed this device from their phone"
    EXPIRED = "expired", 6, "Invalid after long inactivity, or ended by WhatsApp"

    @property
    def wants_browser(self) -> bool:
        """Whether a browser should be running for a session of this status."""
        return self in {
            SessionStatus.CONNECTING,
            SessionStatus.CONNECTED,
            SessionStatus.NEED_SCAN,
        }

    @property
    def words(self) -> str:
        """As it reads in a sentence: "The session is ..."."""
        if self is SessionStatus.NEED_SCAN:
            return "waiting for its QR code to be scanned"
        return self.value.replace("_", " ")


class BrowserStatus(Listed):
    STARTING = "starting", 1, "The browser was asked for"
    READY = "ready", 2, "The browser runs WhatsApp Web"
    UNRESPONSIVE = "unresponsive", 3, "The browser runs and does not answer"
    CRASHED = "crashed", 4, "The browser died, or was ended because it hung"
    CLOSED = "closed", 5, "The browser was closed in order"


class MessageStatus(Listed):
    PENDING = "pending", 1, "Accepted; WhatsApp does not have it yet"
    SENT = "sent", 2, "WhatsApp's server has it"
    DELIVERED = "delivered", 3, "The recipient's phone has it"
    READ = "read", 4, "The recipient has seen it"
    PLAYED = "played", 5, "The recipient has listened to it"
    FAILED = "failed", 6, "It will not be sent; the result says why"
    RECEIVED = "received", 7, "It came in"
    DELETED = "deleted", 8, "It was deleted for everyone"


class JobStatus(Listed):
    SCHEDULED = "scheduled", 1, "Waits for its time"
    QUEUED = "queued", 2, "Waits for its turn"
    RUNNING = "running", 3, "Messages are going out"
    PAUSED = "paused", 4, "Stopped for now by its owner"
    COMPLETED = "completed", 5, "Every message has its outcome"
    FAILED = "failed", 6, "Nothing could be sent"
    CANCELLED = "cancelled", 7, "Stopped for good by its owner"
