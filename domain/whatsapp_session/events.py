"""Facts about one WhatsApp session. Each also says ``at``: when it happened."""

from typing import Annotated, ClassVar, Final, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Event, Value
from domain.privacy import PrivateText, PrivateTextOrNone
from domain.text import cut_to
from domain.whatsapp import Reason
from domain.whatsapp_session.settings import SessionSettings

NODE_LENGTH: Final = 200


class IssuedKey(Value):
    """The session's API key: its SHA-256 for lookups, sealed for its owner's eyes."""

    token_id: int
    digest: str
    sealed: str


class SessionCreated(Event):
    """``slot`` is which of the sessions their plan allows the user spent on it."""

    TYPE: ClassVar[str] = "whatsapp_session.created"

    session_id: int
    user_id: int
    slot: int
    settings: SessionSettings
    api_key: IssuedKey
    webhook_secret: str
    """Sealed under the master key."""


class SessionChanged(Event):
    """``settings`` are complete: what holds from now on."""

    TYPE: ClassVar[str] = "whatsapp_session.changed"

    session_id: int
    user_id: int
    settings: SessionSettings


class ApiKeyRegenerated(Event):
    TYPE: ClassVar[str] = "whatsapp_session.api_key_regenerated"

    session_id: int
    user_id: int
    api_key: IssuedKey
    replaced_token_id: int


class SessionDeleted(Event):
    TYPE: ClassVar[str] = "whatsapp_session.deleted"

    session_id: int
    user_id: int
    token_id: int


class SessionConnecting(Event):
    """WhatsApp Web is to be opened, or is trying to come back by itself."""

    TYPE: ClassVar[str] = "whatsapp_session.connecting"

    session_id: int
    user_id: int
    reason: Reason


class SessionQrShown(Event):
    TYPE: ClassVar[str] = "whatsapp_session.qr_shown"

    session_id: int
    user_id: int
    qr: PrivateText
    expires_at: AwareDatetime


class SessionConnected(Event):
    TYPE: ClassVar[str] = "whatsapp_session.connected"

    session_id: int
    user_id: int
    phone_number: PrivateText
    jid: PrivateText
    lid: PrivateTextOrNone
    push_name: PrivateTextOrNone


class SessionDisconnected(Event):
    """Stopped; the login is kept, so connecting again needs no scan.

    At ``retry_at`` it is connected again by itself, unless its owner stops it.
    """

    TYPE: ClassVar[str] = "whatsapp_session.disconnected"

    session_id: int
    user_id: int
    reason: Reason
    retry_at: AwareDatetime | None = None


class SessionImported(Event):
    """A login that another gateway had until ``exported_at`` lives here from now on."""

    TYPE: ClassVar[str] = "whatsapp_session.imported"

    session_id: int
    user_id: int
    phone_number: PrivateText
    jid: PrivateText
    lid: PrivateTextOrNone
    push_name: PrivateTextOrNone
    exported_at: AwareDatetime


class SessionCaughtUp(Event):
    """All that WhatsApp has of the time ``until`` then, and from the login on, is here.

    What comes later is here too, unless the gateway died before it could note it.
    """

    TYPE: ClassVar[str] = "whatsapp_session.caught_up"

    session_id: int
    user_id: int
    until: AwareDatetime


class SessionLoggedOut(Event):
    TYPE: ClassVar[str] = "whatsapp_session.logged_out"

    session_id: int
    user_id: int
    reason: Reason


class SessionExpired(Event):
    TYPE: ClassVar[str] = "whatsapp_session.expired"

    session_id: int
    user_id: int
    reason: Reason


class BrowserOpened(Event):
    """One life of one browser begins, on this ``node``, with this ``profile``."""

    TYPE: ClassVar[str] = "whatsapp_session.browser_opened"

    session_id: int
    browser_context_id: int
    node: Annotated[str, cut_to(NODE_LENGTH)]
    profile: str


class BrowserReady(Event):
    TYPE: ClassVar[str] = "whatsapp_session.browser_ready"

    session_id: int
    browser_context_id: int
    pid: int
    endpoint: str


class BrowserUnresponsive(Event):
    TYPE: ClassVar[str] = "whatsapp_session.browser_unresponsive"

    session_id: int
    browser_context_id: int
    reason: Reason


class BrowserCrashed(Event):
    TYPE: ClassVar[str] = "whatsapp_session.browser_crashed"

    session_id: int
    browser_context_id: int
    reason: Reason


class BrowserClosed(Event):
    TYPE: ClassVar[str] = "whatsapp_session.browser_closed"

    session_id: int
    browser_context_id: int
    reason: Reason


SessionEvent: TypeAlias = (
    SessionCreated
    | SessionChanged
    | ApiKeyRegenerated
    | SessionDeleted
    | SessionConnecting
    | SessionQrShown
    | SessionConnected
    | SessionDisconnected
    | SessionImported
    | SessionCaughtUp
    | SessionLoggedOut
    | SessionExpired
    | BrowserOpened
    | BrowserReady
    | BrowserUnresponsive
    | BrowserCrashed
    | BrowserClosed
)
