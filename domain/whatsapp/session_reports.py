"""What a page reports of the login, and of the browser it lives in."""

from collections.abc import Sequence
from typing import TypeAlias

from domain.kernel import Value
from domain.whatsapp.keys import Jid, PhoneNumber, PushName, Reason


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


class UpdateNeeded(Value):
    """WhatsApp says that this version of its page is too old, and will be refused."""

    reason: Reason


class BrowserLost(Value):
    """The browser or its page died or stopped answering. The login is not affected."""

    reason: Reason


class PageSilent(Value):
    """The page is late with an answer: it is busy, or about to be lost."""

    reason: Reason


class PageAnswers(Value):
    """It answers again, after PageSilent."""


SessionReport: TypeAlias = (
    QrShown
    | QrExhausted
    | Linked
    | Unlinked
    | StreamLost
    | TakenOver
    | PageNotReady
    | PageUnreachable
    | UpdateNeeded
    | BrowserLost
)
"""About the login, and the browser it lives in."""

LifeReport: TypeAlias = PageSilent | PageAnswers
"""About the browser alone: the login, and what can be asked, are not affected."""
