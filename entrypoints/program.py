"""Everything an entrypoint, or a program that imports this library, can call."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from adapters.database import dispose, reading
from adapters.event_store.journal import Journal
from adapters.event_store.vault import PersonalKeys
from adapters.media import MediaStore
from domain.chat_activity import commands as chat_activity
from domain.message import changing, recording
from domain.message import commands as messages
from domain.message.message import Message
from domain.ports import Clock, Secrets
from domain.send_job import commands as send_jobs
from domain.subscription import commands as subscriptions
from domain.system_error.commands import RecordSystemError
from domain.user import commands as users
from domain.user import logins
from domain.whatsapp_session import commands as sessions
from domain.whatsapp_session import connecting, reports
from entrypoints.pages import Pages
from entrypoints.settings import Settings
from projections.projector import Projector


@dataclass(frozen=True, slots=True)
class Users:
    """Accounts. ``get`` reads one from its events."""

    all: users.Users
    register: users.RegisterUser
    verify_email: users.VerifyEmail
    change_profile: users.ChangeProfile
    change_password: users.ChangePassword
    suspend: users.SuspendUser
    reactivate: users.ReactivateUser
    erase: users.EraseUser
    """The account's own part; ``entrypoints.erasure`` does all of it."""
    grant_role: users.GrantRole
    revoke_role: users.RevokeRole
    choose_preference: users.ChoosePreference
    disable_preference: users.DisablePreference
    log_in: logins.LogIn
    issue_token: logins.IssueToken
    use_token: logins.UseToken
    revoke_token: logins.RevokeToken


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Plans on sale, and who holds which."""

    all: subscriptions.Subscriptions
    plans: subscriptions.Plans
    open_catalogue: subscriptions.OpenCatalogue
    add_plan: subscriptions.AddPlan
    take: subscriptions.TakeSubscription
    renew: subscriptions.RenewSubscription
    cancel: subscriptions.CancelSubscription
    expire: subscriptions.ExpireSubscription
    entitlements: subscriptions.Entitlements


@dataclass(frozen=True, slots=True)
class Sessions:
    """Linked WhatsApp numbers, and what is reported of them."""

    all: sessions.Sessions
    create: sessions.CreateSession
    update: sessions.UpdateSession
    delete: sessions.DeleteSession
    regenerate_key: sessions.RegenerateKey
    connect: connecting.ConnectSession
    restart: connecting.RestartSession
    disconnect: connecting.DisconnectSession
    retry: connecting.RetrySession
    expire: connecting.ExpireSession
    take_login: connecting.TakeLogin
    record_report: reports.RecordReport
    record_caught_up: reports.RecordCaughtUp
    record_browser: reports.RecordBrowser


@dataclass(frozen=True, slots=True)
class Messages:
    """Sending, and what came of it and what came in."""

    all: messages.Messages
    as_of: Callable[[int, int], Message]
    """The message by id as it was at a position of the log."""
    send: messages.SendMessage
    resend: messages.ResendMessage
    change: changing.ChangeMessage
    record_outcome: recording.RecordOutcome
    record_received: recording.RecordReceived
    record_seen: recording.RecordSeen
    """For whatever a page saw; ``record_received`` is a part of it."""


@dataclass(frozen=True, slots=True)
class ChatActivities:
    """Calls, changes of groups, who is there."""

    all: chat_activity.ChatActivities
    record: chat_activity.RecordActivity


@dataclass(frozen=True, slots=True)
class SendJobs:
    """Requests to send many messages."""

    all: send_jobs.SendJobs
    create: send_jobs.CreateSendJob
    steer: send_jobs.SteerSendJob


@dataclass(frozen=True, slots=True)
class Program:
    settings: Settings
    clock: Clock
    secrets: Secrets
    personal_keys: PersonalKeys
    events: Engine
    tables: Engine
    journal: Journal
    projector: Projector
    users: Users
    subscriptions: Subscriptions
    sessions: Sessions
    messages: Messages
    chat_activity: ChatActivities
    send_jobs: SendJobs
    pages: Pages
    """The WhatsApp pages that are open in this process, to be asked."""
    media: MediaStore
    """Files that were uploaded, came with messages, or are on their way out."""
    record_system_error: RecordSystemError

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection for queries on the tables."""
        return reading(self.tables)

    def settled(self, *, seconds: float = 5.0) -> AbstractContextManager[Connection]:
        """``reading``, once the tables show all that the log holds at this moment.

        Needs a projector at work in this process or another. Raises TimeoutError.
        """
        self.projector.wait_for(self.journal.end, timeout=seconds)
        return self.reading()

    def close(self) -> None:
        """Write what waits, and close the databases."""
        self.journal.close()
        dispose(self.events)
        dispose(self.tables)
