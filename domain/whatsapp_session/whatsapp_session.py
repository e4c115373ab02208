"""State and decisions of one WhatsApp session.

    disconnected -> connecting -> need_scan -> connected -> disconnected
                                                         -> logged_out
                                                         -> expired

Decisions that people ask for (connect, disconnect) say "already so" by no events;
decisions about what WhatsApp reported refuse what can't be, so that a page that was
closed, or a late report of it, can't bring a stopped session back to life.
"""

from datetime import datetime, timedelta

from domain.kernel import Value
from domain.reference import SessionStatus
from domain.whatsapp_session.errors import (
    ImpossibleMove,
    NoSuchSession,
    StillOpen,
)
from domain.whatsapp_session.events import (
    ApiKeyRegenerated,
    BrowserClosed,
    IssuedKey,
    SessionChanged,
    SessionConnecting,
    SessionCreated,
    SessionDeleted,
    SessionDisconnected,
    SessionEvent,
    SessionExpired,
    SessionLoggedOut,
)
from domain.whatsapp_session.settings import SessionSettings

Events = tuple[SessionEvent, ...]

OPEN = {SessionStatus.CONNECTING, SessionStatus.NEED_SCAN, SessionStatus.CONNECTED}
ENDED = {SessionStatus.LOGGED_OUT, SessionStatus.EXPIRED}
"""The login is gone: only a scan helps."""

FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=1)
"""Until a page that could not be used is opened again; each time twice as long."""


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
        self.must_exist()
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
        self.must_exist()
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
        self.must_exist()
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
        """With a new browser: one that is still to be closed has nothing new to say."""
        self.must_exist()
        if self.status in OPEN:
            return ()
        return (*self._leave_browser(at), self.connecting("requested", at))

    def _leave_browser(self, at: datetime) -> Events:
        if self.browser_context_id is None:
            return ()
        return (
            BrowserClosed(
                session_id=self.id,
                browser_context_id=self.browser_context_id,
                reason="connected again",
                at=at,
            ),
        )

    def disconnect(self, *, reason: str, at: datetime) -> Events:
        """Also of a session that would otherwise be connected again by itself."""
        self.must_exist()
        if self.status not in OPEN and self.retry_at is None:
            return ()
        return (
            SessionDisconnected(
                session_id=self.id, user_id=self.user_id, reason=reason, at=at
            ),
        )

    def must_be_at_rest(self) -> None:
        """Only then is its profile nobody's but ours. Raises StillOpen."""
        self.must_exist()
        if self.status in OPEN or self.retry_at is not None:
            raise StillOpen(f"Session {self.id} is in use; disconnect it first.")

    def retry(self, *, at: datetime) -> Events:
        """Connect again after ``give_up_page``, when it is time."""
        if self.deleted or self.retry_at is None or at < self.retry_at:
            return ()
        return (self.connecting("it is tried again", at),)

    # --- what WhatsApp reported

    def give_up_page(self, *, reason: str, at: datetime) -> Events:
        """WhatsApp Web can't be used as it is now, which may have changed later."""
        self.must_exist()
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
        self.must_exist()
        if self.status in ENDED:
            return ()
        return (
            SessionLoggedOut(
                session_id=self.id, user_id=self.user_id, reason=reason, at=at
            ),
        )

    def expire(self, *, reason: str, at: datetime) -> Events:
        self.must_exist()
        if self.status in ENDED:
            return ()
        return (
            SessionExpired(
                session_id=self.id, user_id=self.user_id, reason=reason, at=at
            ),
        )

    def connecting(self, reason: str, at: datetime) -> SessionConnecting:
        return SessionConnecting(
            session_id=self.id, user_id=self.user_id, reason=reason, at=at
        )

    def must_exist(self) -> None:
        if self.deleted:
            raise NoSuchSession(f"There is no session {self.id}.")

    def must_be_open(self, what: str) -> None:
        self.must_exist()
        if self.status not in OPEN:
            raise ImpossibleMove(f"A session that is {self.status} reported {what}.")
