"""Example facts: ``a.message_accepted(logged=False)``. Defaults are valid and agree.

All tell of one customer (7) with one number (12), in ids that never collide, so that
any of them may stand in one database. ``EVERY`` has the maker of each event type.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from domain.chat_activity import events as chat_activity
from domain.claims import ClaimReleased, ClaimTaken
from domain.kernel import Event
from domain.message import events as message
from domain.reference import Role, SubscriptionStatus, SystemPreference, TokenType
from domain.send_job import events as send_job
from domain.subscription import events as subscription
from domain.system_error import events as system_error
from domain.user import events as user
from domain.whatsapp import Ack, CallStatus, GroupAction, MessageKey, Presence
from domain.whatsapp_session import events as session
from domain.whatsapp_session.settings import SessionSettings

USER, SESSION, MESSAGE, JOB, PLAN, SUBSCRIPTION = 7, 12, 100042, 31, 2, 17
TOKEN, API_TOKEN, BROWSER, GRANT, PREFERENCE, OPTION, FEATURE = (
    41,
    42,
    51,
    61,
    71,
    81,
    91,
)
ACTIVITY = 201
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
SOON = NOON + timedelta(minutes=1)
LATER = NOON + timedelta(days=30)

KEY = MessageKey(
    id="3EB0C431C26A1916E07E", remote_jid="34600111222@s.whatsapp.net", from_me=True
)
THEIR_KEY = KEY.model_copy(update={"id": "3AF4D6A9C1B2E3F40516", "from_me": False})
GROUP_KEY = MessageKey(
    id="3A77D6A9C1B2E3F40517",
    remote_jid="120363041234567890@g.us",
    from_me=False,
    participant="34600111222@s.whatsapp.net",
)
API_KEY = session.IssuedKey(token_id=API_TOKEN, digest="c" * 64, sealed="sealed-key")

LONE_JOB = message.JobRef(job_id=JOB, alone=True)
BULK_JOB = message.JobRef(job_id=32, alone=False)

USUAL: dict[str, Any] = {
    "at": NOON,
    "user_id": USER,
    "session_id": SESSION,
    "message_id": MESSAGE,
    "job_id": JOB,
    "activity_id": ACTIVITY,
    "plan_id": PLAN,
    "subscription_id": SUBSCRIPTION,
    "token_id": TOKEN,
    "browser_context_id": BROWSER,
    "user_role_id": GRANT,
    "user_preference_id": PREFERENCE,
    "option_id": OPTION,
    "feature_id": FEATURE,
    "email": "ana@example.com",
    "name": "Ana",
    "password_hash": "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA",
    "role": Role.CUSTOMER,
    "preference": SystemPreference.APPEARANCE,
    "reason": "for a reason",
    "key": KEY,
    "job": LONE_JOB,
    "content": {"conversation": "hello"},
    "ack": Ack.SENT,
    "progress": message.Progress(sent_at=SOON),
    "logged": True,
    "ends_at": LATER,
    "api_key": API_KEY,
}
"""What a field holds unless an example or a test says otherwise, by its name."""

E = TypeVar("E", bound=Event)
EVERY: dict[type[Event], Callable[..., Event]] = {}


def _example(fact: type[E], /, **facts: Any) -> Callable[..., E]:
    usual = {name: USUAL[name] for name in fact.model_fields if name in USUAL} | facts

    def make(**but: Any) -> E:
        return fact(**usual | but)

    EVERY[fact] = make
    return make


user_registered = _example(user.UserRegistered)
user_email_verified = _example(user.UserEmailVerified)
user_renamed = _example(user.UserRenamed, name="Ana María")
user_email_changed = _example(user.UserEmailChanged, email="maria@example.com")
user_password_changed = _example(user.UserPasswordChanged, password_hash="$argon2id$b")
user_suspended = _example(user.UserSuspended)
user_reactivated = _example(user.UserReactivated)
user_erased = _example(user.UserErased)
user_logged_in = _example(user.UserLoggedIn, address="192.0.2.7")
role_granted = _example(user.RoleGranted)
role_revoked = _example(user.RoleRevoked)
preference_enabled = _example(user.PreferenceEnabled)
preference_disabled = _example(user.PreferenceDisabled)
preference_option_set = _example(user.PreferenceOptionSet, slug="theme", value="dark")
preference_option_removed = _example(user.PreferenceOptionRemoved, slug="theme")
token_issued = _example(
    user.TokenIssued,
    token_type=TokenType.PERSONAL_ACCESS,
    digest="a" * 64,
    name="my program",
    abilities=("*",),
    expires_at=None,
)
token_used = _example(user.TokenUsed)
token_revoked = _example(user.TokenRevoked)

plan_added = _example(
    subscription.PlanAdded, slug="basic", description="For one shop", price=6.0
)
plan_described = _example(subscription.PlanDescribed, description="For two shops")
plan_priced = _example(subscription.PlanPriced, price=7.5)
plan_activated = _example(subscription.PlanActivated)
plan_retired = _example(subscription.PlanRetired)
plan_feature_set = _example(subscription.PlanFeatureSet, slug="max_sessions", value="3")
plan_feature_removed = _example(subscription.PlanFeatureRemoved, slug="max_sessions")
subscription_taken = _example(
    subscription.SubscriptionTaken, status=SubscriptionStatus.TRIALING
)
subscription_renewed = _example(subscription.SubscriptionRenewed)
subscription_plan_changed = _example(subscription.SubscriptionPlanChanged)
subscription_past_due = _example(subscription.SubscriptionPastDue)
subscription_cancelled = _example(subscription.SubscriptionCancelled)
subscription_expired = _example(subscription.SubscriptionExpired)


def settings(**but: Any) -> SessionSettings:
    facts: dict[str, Any] = {
        "name": "The shop",
        "phone_number": "+34600999888",
        "account_protection": True,
        "log_messages": True,
        "webhook_url": "https://example.com/hook",
        "webhook_enabled": True,
        "webhook_events": ("messages.received", "session.status"),
    }
    return SessionSettings(**facts | but)


session_created = _example(
    session.SessionCreated,
    slot=1,
    settings=settings(),
    webhook_secret="sealed-secret",
)
session_changed = _example(
    session.SessionChanged, settings=settings(name="The other shop")
)
api_key_regenerated = _example(
    session.ApiKeyRegenerated,
    api_key=session.IssuedKey(token_id=43, digest="d" * 64, sealed="sealed-new-key"),
    replaced_token_id=API_TOKEN,
)
session_deleted = _example(session.SessionDeleted, token_id=API_TOKEN)
session_connecting = _example(session.SessionConnecting)
session_qr_shown = _example(session.SessionQrShown, qr="2@qr-code", expires_at=SOON)
session_connected = _example(
    session.SessionConnected,
    phone_number="34600333444",
    jid="34600333444@s.whatsapp.net",
    lid="1234567890@lid",
    push_name="Ana's shop",
)
session_disconnected = _example(session.SessionDisconnected)
session_imported = _example(
    session.SessionImported,
    phone_number="34600333444",
    jid="34600333444@s.whatsapp.net",
    lid="1234567890@lid",
    push_name="Ana's shop",
    exported_at=NOON,
)
session_caught_up = _example(session.SessionCaughtUp, until=NOON)
session_logged_out = _example(session.SessionLoggedOut)
session_expired = _example(session.SessionExpired)
browser_opened = _example(session.BrowserOpened, node="host-1", profile="profiles/12")
browser_ready = _example(
    session.BrowserReady, pid=4242, endpoint="ws://127.0.0.1:9222/devtools"
)
browser_unresponsive = _example(session.BrowserUnresponsive)
browser_crashed = _example(session.BrowserCrashed)
browser_closed = _example(session.BrowserClosed)

message_accepted = _example(message.MessageAccepted)
message_sent = _example(message.MessageSent)
message_failed = _example(message.MessageFailed)
message_acknowledged = _example(
    message.MessageAcknowledged,
    ack=Ack.READ,
    progress=message.Progress(sent_at=SOON, delivered_at=SOON, read_at=SOON),
)
message_received = _example(
    message.MessageReceived,
    message_id=100043,
    key=THEIR_KEY,
    content={"conversation": "hello yourself"},
    push_name="Bea",
    sent_at=NOON,
)

message_requeued = _example(message.MessageRequeued)
message_edited = _example(
    message.MessageEdited, content={"conversation": "hello again"}, edited_at=SOON
)
message_revoked = _example(message.MessageRevoked, revoked_at=SOON)
message_reacted = _example(
    message.MessageReacted,
    reaction_id="3A99D6A9C1B2E3F40518",
    sender="34600111222@s.whatsapp.net",
    from_me=False,
    text="\U0001f44d",
    reacted_at=SOON,
)
message_poll_voted = _example(
    message.MessagePollVoted,
    voter="34600111222@s.whatsapp.net",
    options=("At nine",),
    voted_at=SOON,
)

call_seen = _example(
    chat_activity.CallSeen,
    call_id="7F41C431C26A1916E07E",
    caller="34600111222@s.whatsapp.net",
    status=CallStatus.OFFER,
    is_video=False,
    is_group=False,
    called_at=NOON,
)
group_changed = _example(
    chat_activity.GroupChanged,
    activity_id=ACTIVITY + 1,
    notice_id="3A55D6A9C1B2E3F40519",
    group=GROUP_KEY.remote_jid,
    action=GroupAction.ADDED,
    participants=("34600111222@s.whatsapp.net",),
    by="34600333444@s.whatsapp.net",
    value=None,
    changed_at=NOON,
)
presence_changed = _example(
    chat_activity.PresenceChanged,
    activity_id=ACTIVITY + 2,
    jid="34600111222@s.whatsapp.net",
    participant=None,
    presence=Presence.COMPOSING,
    changed_at=NOON,
)

send_job_created = _example(
    send_job.SendJobCreated, job_id=32, recipients=2, starts_at=None
)
send_job_started = _example(send_job.SendJobStarted, job_id=32)
send_job_progressed = _example(
    send_job.SendJobProgressed,
    job_id=32,
    user_id=USER,
    sent=1,
    failed=0,
    latest=(
        send_job.Outcome(at=SOON, message_id=MESSAGE, to="34600111222", outcome="sent"),
    ),
)
send_job_paused = _example(send_job.SendJobPaused, job_id=32)
send_job_resumed = _example(send_job.SendJobResumed, job_id=32)
send_job_completed = _example(send_job.SendJobCompleted, job_id=32, sent=2, failed=0)
send_job_failed = _example(send_job.SendJobFailed, job_id=32, failed=2)
send_job_cancelled = _example(send_job.SendJobCancelled, job_id=32)

system_error_recorded = _example(
    system_error.SystemErrorRecorded,
    system_error_id=5,
    what="ValueError: no",
    where="entrypoints.http.app",
    correlation_id="c0ffee",
)

claim_taken = _example(ClaimTaken, holder=USER)
claim_released = _example(ClaimReleased)
