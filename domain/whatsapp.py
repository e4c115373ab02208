"""What this program needs of WhatsApp: one page a session, and what that page reports.

Addresses are JIDs in the form of the HTTP contract: ``34600111222@s.whatsapp.net`` for
a person, ``...@g.us`` for a group, ``...@newsletter`` for a channel. An adapter that
drives something with other forms (WhatsApp Web: ``@c.us``) translates at its border.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Annotated, Final, Protocol, TypeAlias

from pydantic import AfterValidator, AwareDatetime, JsonValue

from domain.kernel import Value
from domain.privacy import PrivateText, PrivateTextOrNone
from domain.text import at_most, cut_to, units

Content: TypeAlias = Mapping[str, JsonValue]
"""A message as the contract shows it: ``{"conversation": "hello"}`` is a text."""

JID_LENGTH: Final = 255
KEY_ID_LENGTH: Final = 100
REASON_LENGTH: Final = 1000
PUSH_NAME_LENGTH: Final = 200
"""What is kept of the name that people give themselves; WhatsApp allows 25."""

Jid: TypeAlias = Annotated[str, at_most(JID_LENGTH)]
PhoneNumber: TypeAlias = Annotated[str, at_most(31)]
Reason: TypeAlias = Annotated[str, cut_to(REASON_LENGTH)]
PushName: TypeAlias = Annotated[str | None, cut_to(PUSH_NAME_LENGTH)]


class Ack(IntEnum):
    """How far a message has come, by the contract's numbers."""

    ERROR = 0
    PENDING = 1
    SENT = 2
    DELIVERED = 3
    READ = 4
    PLAYED = 5


class MessageKey(Value):
    """WhatsApp's own name of a message; ``participant`` is the author in a group."""

    id: str
    remote_jid: PrivateText
    from_me: bool
    participant: PrivateTextOrNone = None


def _fitting(key: MessageKey) -> MessageKey:
    jids = (key.remote_jid, key.participant or "")
    if units(key.id) > KEY_ID_LENGTH or max(map(units, jids)) > JID_LENGTH:
        raise ValueError("It is longer than any key of WhatsApp's")
    return key


ReportedKey: TypeAlias = Annotated[MessageKey, AfterValidator(_fitting)]


class Outgoing(Value):
    key: MessageKey
    content: Content


class Sent(Value):
    """WhatsApp's server has the message. ``sent_at`` is the server's time."""

    key: MessageKey
    sent_at: AwareDatetime
    ack: Ack


# --- what a page reports -------------------------------------------------------------
#
# Nothing in it is of our making. Texts are cut to what is kept of them; addresses that
# are too long are none, and a report with such a one can't be made (ValidationError).


class QrShown(Value):
    """A person may scan this now; it is replaced after ``ttl_seconds``."""

    code: str
    ttl_seconds: float


class QrExhausted(Value):
    """WhatsApp stopped offering codes: nobody scanned one."""


class Linked(Value):
    """Logged in and ready to send: after a scan, a restart, or a reconnect."""

    phone_number: PhoneNumber
    jid: Jid
    lid: Jid | None
    push_name: PushName


class Unlinked(Value):
    """The login is gone: a person removed the device, or WhatsApp did."""

    reason: Reason


class StreamLost(Value):
    """No connection to WhatsApp; the page goes on trying by itself."""

    reason: Reason


class TakenOver(Value):
    """The same login was opened elsewhere, and this page was put to sleep."""


class PageNotReady(Value):
    """The page did not become usable in time: WhatsApp may have renamed modules."""

    missing: Sequence[str]
    reason: Reason


class PageUnreachable(Value):
    """WhatsApp Web did not load: no network, or WhatsApp is down. It is tried again."""

    reason: Reason


class BrowserLost(Value):
    """The browser or its page died or stopped answering. The login is not affected."""

    reason: Reason


class MessageSeen(Value):
    """A message we did not send: from others, or from the person's own phone."""

    key: ReportedKey
    content: Content
    push_name: PushName
    sent_at: AwareDatetime


class AckSeen(Value):
    key: ReportedKey
    ack: Ack


Report: TypeAlias = (
    QrShown
    | QrExhausted
    | Linked
    | Unlinked
    | StreamLost
    | TakenOver
    | PageNotReady
    | PageUnreachable
    | BrowserLost
    | MessageSeen
    | AckSeen
)


# --- the port ------------------------------------------------------------------------


class SendRefused(Exception):
    """WhatsApp will not take this message; trying again is pointless."""


class PageLost(Exception):
    """No answer from the page. What was asked may or may not have happened."""


class WhatsappPage(Protocol):
    """One number's WhatsApp, open in a browser. Every call has a deadline."""

    @property
    def pid(self) -> int:
        """The browser's process id."""

    @property
    def endpoint(self) -> str:
        """Where the browser's DevTools listen (a ws:// address on loopback)."""

    async def send(self, message: Outgoing) -> Sent:
        """Send, unless the page already has a message of this key: then finish that.

        Safe to repeat with the same key. Raises SendRefused, PageLost.
        """

    async def seen_since(self, since: datetime) -> Sequence[MessageSeen | AckSeen]:
        """What the page knows of messages since then, oldest first: for reconciliation.

        Messages of others, and how far our own have come. Raises PageLost.
        """

    async def take_over(self) -> None:
        """Use WhatsApp here, after TakenOver. Raises PageLost."""

    async def log_out(self) -> None:
        """Unlink this device. Raises PageLost."""

    async def close(self) -> None:
        """End the browser and keep the login. Never raises."""


class Whatsapp(Protocol):
    async def open(
        self, session_id: int, hear: Callable[[Report], None]
    ) -> WhatsappPage:
        """A browser with this session's own profile, at WhatsApp.

        Whatever its page reports goes to ``hear``, in order, on the event loop that
        called this. Raises PageLost when no browser could be started, saying why.
        """

    async def kept(self) -> Collection[int]:
        """The sessions of which there is a profile."""

    async def forget(self, session_id: int) -> None:
        """Erase the session's profile, and with it any login."""
