"""State and decisions of one WhatsApp session.

    disconnected -> connecting -> need_scan -> connected -> disconnected
                                                         -> logged_out
                                                         -> expired

Decisions that people ask for (connect, disconnect) say "already so" by no events;
decisions about what WhatsApp reported refuse what can't be, so that a page that was
closed, or a late report of it, can't bring a stopped session back to life.
"""

from datetime import datetime, timedelta
from typing import Final

from domain.kernel import Invalid, Value
from domain.reference import SessionStatus
from domain.whatsapp import Linked, QrShown
from domain.whatsapp_session.errors import (
    ImpossibleMove,
    NoSuchSession,
    NotConnected,
    StillOpen,
)
from domain.whatsapp_session.events import (
    ApiKeyRegenerated,
    BrowserClosed,
    BrowserCrashed,
    BrowserOpened,
    BrowserReady,
    BrowserUnresponsive,
    IssuedKey,
    SessionCaughtUp,
    SessionChanged,
    SessionConnected,
    SessionConnecting,
    SessionCreated,
    SessionDeleted,
    SessionDisconnected,
    SessionEvent,
    SessionExpired,
    SessionImported,
    SessionLoggedOut,
    SessionQrShown,
)
from domain.whatsapp_session.settings import SessionSettings

Events = tuple[SessionEvent, ...]

OPEN = {SessionStatus.CONNECTING, SessionStatus.NEED_SCAN, SessionStatus.CONNECTED}
ENDED = {SessionStatus.LOGGED_OUT, SessionStatus.EXPIRED}
"""The login is gone: only a scan helps."""

FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=1)
"""Until a page that could not be used is opened again; each time twice as long."""

DOUBTED_AGAIN: Final = timedelta(minutes=10)
"""Until it is worth telling again that a browser is slow to answer."""

WORTH_NOTING: Final = timedelta(minutes=1)
"""How much less there has to be to look for the next time."""


class Identity(Value):
    """Who the session is on WhatsApp."""

    phone_number: str
    jid: str
    lid: str | None
    push_name: str | None


class WhatsappSession(Value):
    id: int
    user_id: int
    slot: int
    settings: SessionSettings
    api_key: IssuedKey
    webhook_secret: str
    created_at: datetime
    updated_at: datetime
    status: SessionStatus = SessionStatus.DISCONNECTED
    identity: Identity | None = None
    linked_at: datetime | None = None
    """When the present login began; it outlives disconnects and restarts."""
    caught_up_until: datetime | None = None
    """Nothing of this login that is older is still to be looked for."""
    qr: str | None = None
    qr_expires_at: datetime | None = None
    browser_context_id: int | None = None
    browser_ready: bool = False
    doubted_at: datetime | None = None
    """When it was last told that the present browser does not answer."""
    retry_at: datetime | None = None
    """When a session that was stopped by itself is connected again by itself."""
    tries: int = 0
    """How often in a row that has happened."""
    deleted: bool = False

    @staticmethod
    def create(
        session_id: int,
        *,
        user_id: int,
        slot: int,
        settings: SessionSettings,
        api_key: IssuedKey,
        webhook_secret: str,
        at: datetime,
    ) -> Events:
        return (
            SessionCreated(
                session_id=session_id,
                user_id=user_id,
                slot=slot,
                settings=settings,
                api_key=api_key,
                webhook_secret=webhook_secret,
                at=at,
            ),
        )

    def scannable_qr(self, at: datetime) -> str | None:
        """The code that a phone can scan at this moment."""
        fresh = self.qr_expires_at is not None and at < self.qr_expires_at
        return self.qr if fresh else None

    # --- what its owner wants

    def change(self, settings: SessionSettings, *, at: datetime) -> Events:
        """The number is WhatsApp's word, not the owner's, once there is a login."""
        self._must_exist()
        if self.identity:
            linked = f"+{self.identity.phone_number}"
            settings = settings.model_copy(update={"phone_number": linked})
        if settings == self.settings:
            return ()
        return (
            SessionChanged(
                session_id=self.id, user_id=self.user_id, settings=settings, at=at
            ),
        )

    def regenerate_key(self, api_key: IssuedKey, *, at: datetime) -> Events:
        self._must_exist()
        return (
            ApiKeyRegenerated(
                session_id=self.id,
                user_id=self.user_id,
                api_key=api_key,
                replaced_token_id=self.api_key.token_id,
                at=at,
            ),
        )

    def delete(self, *, at: datetime) -> Events:
        self._must_exist()
        return (
            *self.disconnect(reason="deleted", at=at),
            SessionDeleted(
                session_id=self.id,
                user_id=self.user_id,
                token_id=self.api_key.token_id,
                at=at,
            ),
        )

    def connect(self, *, at: datetime) -> Events:
        self._must_exist()
        if self.status in OPEN:
            return ()
        return (self._connecting("requested", at),)

    def restart(self, *, at: datetime) -> Events:
        """A new browser for a session that is connected: this one's life is over."""
        self._must_exist()
        if self.status is not SessionStatus.CONNECTED:
            raise NotConnected(f"The session is {self.status.words}; connect it first.")
        return (
            *self.close_browser(reason="restart", at=at),
            self._connecting("restart", at),
        )

    def disconnect(self, *, reason: str, at: datetime) -> Events:
        """Also of a session that would otherwise be connected again by itself."""
        self._must_exist()
        if self.status not in OPEN and self.retry_at is None:
            return ()
        return (
            SessionDisconnected(
                session_id=self.id, user_id=self.user_id, reason=reason, at=at
            ),
        )

    def take_login(
        self, identity: Identity, *, exported_at: datetime, at: datetime
    ) -> Events:
        """Of another gateway. What was written since it left there is to be seen."""
        self.must_be_at_rest()
        if identity.phone_number != self.settings.phone_number.lstrip("+"):
            raise Invalid(
                phone_number=f"This is the login of +{identity.phone_number}, and the "
                f"session's number is {self.settings.phone_number}."
            )
        return (
            SessionImported(
                session_id=self.id,
                user_id=self.user_id,
                **identity.model_dump(),
                exported_at=exported_at,
                at=at,
            ),
        )

    def must_be_at_rest(self) -> None:
        """Only then is its profile nobody's but ours. Raises StillOpen."""
        self._must_exist()
        if self.status in OPEN or self.retry_at is not None:
            raise StillOpen(f"Session {self.id} is in use; disconnect it first.")

    def retry(self, *, at: datetime) -> Events:
        """Connect again after ``give_up_page``, when it is time."""
        if self.deleted or self.retry_at is None or at < self.retry_at:
            return ()
        return (self._connecting("it is tried again", at),)

    # --- what WhatsApp reported

    def show_qr(self, shown: QrShown, *, at: datetime) -> Events:
        self._must_be_open("a QR code")
        if self.status is SessionStatus.CONNECTED:
            raise ImpossibleMove("A connected session shows no QR code.")
        return (
            SessionQrShown(
                session_id=self.id,
                user_id=self.user_id,
                qr=shown.code,
                expires_at=at + timedelta(seconds=shown.ttl_seconds),
                at=at,
            ),
        )

    def exhaust_qr(self, *, at: datetime) -> Events:
        if self.status is SessionStatus.CONNECTED:
            raise ImpossibleMove("A connected session waits for no scan.")
        return self.disconnect(reason="the QR code was not scanned", at=at)

    def link(self, linked: Linked, *, at: datetime) -> Events:
        self._must_be_open("a login")
        identity = Identity.model_validate(linked.model_dump())
        if self.status is SessionStatus.CONNECTED and identity == self.identity:
            return ()
        return (
            SessionConnected(
                session_id=self.id,
                user_id=self.user_id,
                phone_number=linked.phone_number,
                jid=linked.jid,
                lid=linked.lid,
                push_name=linked.push_name,
                at=at,
            ),
        )

    def catch_up(self, *, until: datetime, at: datetime) -> Events:
        """Everything from before is here; of a login that has ended that says nothing.

        A little more than was known is not worth an event: it is looked for again.
        """
        if self.deleted or self.linked_at is None or until < self.linked_at:
            return ()
        known = self.caught_up_until
        if known is not None and until - known < WORTH_NOTING:
            return ()
        return (
            SessionCaughtUp(
                session_id=self.id, user_id=self.user_id, until=until, at=at
            ),
        )

    def lose_connection(self, *, reason: str, at: datetime) -> Events:
        """Not the end: the page, or the next browser, comes back by itself."""
        self._must_be_open("a lost connection")
        if self.status is SessionStatus.CONNECTING:
            return ()
        return (self._connecting(reason, at),)

    def wait_for_page(self, *, reason: str, at: datetime) -> Events:
        """Told while connecting, too: it is why that takes so long."""
        self._must_be_open("a page that did not load")
        return (self._connecting(reason, at),)

    def give_up_page(self, *, reason: str, at: datetime) -> Events:
        """WhatsApp Web can't be used as it is now, which may have changed later."""
        self._must_exist()
        if self.status not in OPEN:
            return ()
        return (
            SessionDisconnected(
                session_id=self.id,
                user_id=self.user_id,
                reason=reason,
                retry_at=at
                + min(FIRST_RETRY * 2 ** min(self.tries, 10), LONGEST_RETRY),
                at=at,
            ),
        )

    def unlink(self, *, reason: str, at: datetime) -> Events:
        """Also learnt of a stopped session, whose login is then gone as well."""
        self._must_exist()
        if self.status in ENDED:
            return ()
        return (
            SessionLoggedOut(
                session_id=self.id, user_id=self.user_id, reason=reason, at=at
            ),
        )

    def expire(self, *, reason: str, at: datetime) -> Events:
        self._must_exist()
        if self.status in ENDED:
            return ()
        return (
            SessionExpired(
                session_id=self.id, user_id=self.user_id, reason=reason, at=at
            ),
        )

    # --- the life of its browser

    def open_browser(
        self, browser_context_id: int, *, node: str, profile: str, at: datetime
    ) -> Events:
        """What a dead predecessor could not say of itself is recorded here.

        Whatever the session was with it, with a new browser it is connecting again:
        one that seems connected while its page asks for a scan would never get out.
        """
        self._must_be_open("a browser")
        return (
            *self.lose_browser(reason="its process is gone", at=at),
            *self.lose_connection(reason="a new browser", at=at),
            BrowserOpened(
                session_id=self.id,
                browser_context_id=browser_context_id,
                node=node,
                profile=profile,
                at=at,
            ),
        )

    def ready_browser(self, *, pid: int, endpoint: str, at: datetime) -> Events:
        if self.browser_context_id is None or self.browser_ready:
            return ()
        return (
            BrowserReady(
                session_id=self.id,
                browser_context_id=self.browser_context_id,
                pid=pid,
                endpoint=endpoint,
                at=at,
            ),
        )

    def doubt_browser(self, *, reason: str, at: datetime) -> Events:
        """Not each time of one that answers again and again: one that hangs is lost."""
        if self.browser_context_id is None or self._was_doubted(at):
            return ()
        return (
            BrowserUnresponsive(
                session_id=self.id,
                browser_context_id=self.browser_context_id,
                reason=reason,
                at=at,
            ),
        )

    def _was_doubted(self, at: datetime) -> bool:
        return self.doubted_at is not None and at - self.doubted_at < DOUBTED_AGAIN

    def lose_browser(self, *, reason: str, at: datetime) -> Events:
        if self.browser_context_id is None:
            return ()
        return (
            BrowserCrashed(
                session_id=self.id,
                browser_context_id=self.browser_context_id,
                reason=reason,
                at=at,
            ),
        )

    def break_browser(self, *, reason: str, at: datetime) -> Events:
        """A browser died; a session that still wants one is connecting again."""
        lost = self.lose_browser(reason=reason, at=at)
        if self.status not in OPEN:
            return lost
        return (*lost, *self.lose_connection(reason=reason, at=at))

    def close_browser(self, *, reason: str, at: datetime) -> Events:
        if self.browser_context_id is None:
            return ()
        return (
            BrowserClosed(
                session_id=self.id,
                browser_context_id=self.browser_context_id,
                reason=reason,
                at=at,
            ),
        )

    def _connecting(self, reason: str, at: datetime) -> SessionConnecting:
        return SessionConnecting(
            session_id=self.id, user_id=self.user_id, reason=reason, at=at
        )

    def _must_exist(self) -> None:
        if self.deleted:
            raise NoSuchSession(f"There is no session {self.id}.")

    def _must_be_open(self, what: str) -> None:
        self._must_exist()
        if self.status not in OPEN:
            raise ImpossibleMove(f"A session that is {self.status} reported {what}.")
