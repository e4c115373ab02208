"""The composition root: the one place that knows every concrete class."""

from sqlalchemy import Engine

from adapters.clock import SystemClock
from adapters.database import create_missing, engine_for
from adapters.egress import Egress
from adapters.event_store.aggregates import EventSourcedAggregates
from adapters.event_store.claims import ClaimStreams
from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.ids import HiLoIds
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import checkpoint_tables, log_tables
from adapters.event_store.vault import PersonalKeys, Vault, is_sealed
from adapters.media import MediaStore
from adapters.security.master_key import master_keys
from adapters.security.passwords import Argon2Passwords
from adapters.security.secrets import MasterKeySecrets
from domain.chat_activity import chat_activity
from domain.chat_activity import commands as chat_activities
from domain.message import changing, recording
from domain.message import commands as messages
from domain.message import evolve as message
from domain.message.senders import ReadySenders
from domain.ports import Clock, Secrets
from domain.send_job import commands as send_jobs
from domain.send_job import send_job
from domain.subscription import commands as subscriptions
from domain.subscription import plan, subscription
from domain.system_error import commands as system_errors
from domain.user import commands as users
from domain.user import evolve as user
from domain.user import logins
from domain.whatsapp_session import commands as sessions
from domain.whatsapp_session import evolve as whatsapp_session
from domain.whatsapp_session import reports
from domain.whatsapp_session.rules import ignores
from entrypoints import program
from entrypoints.known_messages import KnownMessages
from entrypoints.pages import Pages
from entrypoints.program import Program
from entrypoints.settings import Settings
from projections.projector import Projector
from projections.read_models import READ_MODELS
from projections.schema import create_tables


def bootstrap(
    settings: Settings | None = None, *, clock: Clock | None = None
) -> Program:
    """A program on the databases of the settings, which are created when missing."""
    settings = settings or Settings()
    events = engine_for(settings.events_database)
    tables = engine_for(settings.tables_database)
    create_missing(events, log_tables)
    create_missing(tables, checkpoint_tables)
    create_tables(tables)
    secrets = secrets_of(settings, events)
    vault = Vault(PersonalKeys(events, secrets))
    vault.keys.check_master()
    journal = Journal(SqlRecorder(events), EnvelopeMapper(EVENT_TYPES, vault))
    wiring = _Wiring(journal, tables, secrets, clock or SystemClock())
    return Program(
        settings=settings,
        clock=wiring.clock,
        secrets=secrets,
        personal_keys=vault.keys,
        events=events,
        tables=tables,
        journal=journal,
        projector=Projector(journal, tables, READ_MODELS),
        users=wiring.users(),
        subscriptions=wiring.subscriptions(),
        sessions=wiring.sessions(),
        messages=wiring.messages(),
        chat_activity=wiring.chat_activity(),
        send_jobs=wiring.send_jobs(),
        pages=Pages(),
        media=MediaStore(
            settings.media,
            public_url=settings.public_address,
            clock=wiring.clock,
            egress=Egress(settings.allowed_networks),
        ),
        record_system_error=wiring.record_system_error(),
    )


def secrets_of(settings: Settings, events: Engine) -> MasterKeySecrets:
    """Under the master key, which is made for a new log alone. Raises ValueError."""
    given = settings.master_key.get_secret_value() if settings.master_key else None
    new = not is_sealed(events)
    return MasterKeySecrets(*master_keys(settings.home.absolute(), given, create=new))


class _Wiring:
    """Which port is fulfilled by what."""

    def __init__(
        self, journal: Journal, tables: Engine, secrets: Secrets, clock: Clock
    ) -> None:
        self.clock = clock
        self.secrets = secrets
        self.passwords = Argon2Passwords()
        self.ids = HiLoIds(journal.recorder.engine)
        self.claims = ClaimStreams(journal)
        self._journal = journal
        self._known_messages = KnownMessages(self.claims, tables)
        self._users: users.Users = EventSourcedAggregates(journal, "user", user.evolve)
        self._plans: subscriptions.Plans = EventSourcedAggregates(
            journal, "plan", plan.evolve
        )
        self._subscriptions: subscriptions.Subscriptions = EventSourcedAggregates(
            journal, "subscription", subscription.evolve
        )
        self._sessions: sessions.Sessions = EventSourcedAggregates(
            journal, "whatsapp_session", whatsapp_session.evolve
        )
        self._entitlements = subscriptions.Entitlements(
            self._subscriptions, self._plans, self.claims, clock
        )

    def users(self) -> program.Users:
        every, clock, ids = self._users, self.clock, self.ids
        issue_token = logins.IssueToken(every, self.secrets, clock, ids)
        return program.Users(
            all=every,
            register=users.RegisterUser(every, self.passwords, clock, ids),
            verify_email=users.VerifyEmail(every, clock),
            change_profile=users.ChangeProfile(every, clock),
            change_password=users.ChangePassword(every, self.passwords, clock),
            suspend=users.SuspendUser(every, clock),
            reactivate=users.ReactivateUser(every, clock),
            erase=users.EraseUser(every, clock),
            grant_role=users.GrantRole(every, clock, ids),
            revoke_role=users.RevokeRole(every, clock),
            choose_preference=users.ChoosePreference(every, clock, ids),
            disable_preference=users.DisablePreference(every, clock, ids),
            log_in=logins.LogIn(every, self.claims, self.passwords, issue_token, clock),
            issue_token=issue_token,
            use_token=logins.UseToken(every, clock),
            revoke_token=logins.RevokeToken(every, clock),
        )

    def subscriptions(self) -> program.Subscriptions:
        every, plans, claims, clock = (
            self._subscriptions,
            self._plans,
            self.claims,
            self.clock,
        )
        add_plan = subscriptions.AddPlan(plans, clock, self.ids)
        expire = subscriptions.ExpireSubscription(every, clock)
        return program.Subscriptions(
            all=every,
            plans=plans,
            open_catalogue=subscriptions.OpenCatalogue(add_plan, claims),
            add_plan=add_plan,
            take=subscriptions.TakeSubscription(
                every, plans, claims, expire, clock, self.ids
            ),
            renew=subscriptions.RenewSubscription(every, clock),
            cancel=subscriptions.CancelSubscription(every, clock),
            expire=expire,
            entitlements=self._entitlements,
        )

    def sessions(self) -> program.Sessions:
        every, clock, allowance = self._sessions, self.clock, self._entitlements.of
        issue_key = sessions.IssueKey(self.secrets, self.ids)
        return program.Sessions(
            all=every,
            create=sessions.CreateSession(
                every, allowance, self.claims, issue_key, self.secrets, clock, self.ids
            ),
            update=sessions.UpdateSession(every, clock),
            delete=sessions.DeleteSession(every, clock),
            regenerate_key=sessions.RegenerateKey(every, issue_key, clock),
            connect=sessions.ConnectSession(every, allowance, clock),
            restart=sessions.RestartSession(every, clock),
            disconnect=sessions.DisconnectSession(every, clock),
            record_report=reports.RecordReport(every, clock),
            record_browser=reports.RecordBrowser(every, clock, self.ids),
        )

    def messages(self) -> program.Messages:
        senders, clock = self._sessions.get, self.clock
        every = EventSourcedAggregates(self._journal, "message", message.evolve)
        ready = ReadySenders(senders, self._entitlements.of)
        receive = recording.RecordReceived(every, senders, clock, self.ids)
        find = self._known_messages.find
        return program.Messages(
            all=every,
            as_of=every.get_as_of,
            send=messages.SendMessage(every, ready, self.secrets, clock, self.ids),
            resend=messages.ResendMessage(every, ready, clock),
            change=changing.ChangeMessage(every, self._own_jid, clock),
            record_outcome=recording.RecordOutcome(every, clock),
            record_received=receive,
            record_seen=recording.RecordSeen(every, senders, find, receive, clock),
        )

    def _own_jid(self, session_id: int) -> str:
        identity = self._sessions.get(session_id).identity
        return identity.jid if identity else ""

    def chat_activity(self) -> program.ChatActivities:
        every: chat_activities.ChatActivities = EventSourcedAggregates(
            self._journal, "chat_activity", chat_activity.evolve
        )
        record = chat_activities.RecordActivity(
            every, self._listening, self.clock, self.ids
        )
        return program.ChatActivities(all=every, record=record)

    def _listening(self, session_id: int, jid: str) -> int | None:
        session = self._sessions.get(session_id)
        if session.deleted or ignores(session.settings, jid):
            return None
        return session.user_id

    def send_jobs(self) -> program.SendJobs:
        every: send_jobs.SendJobs = EventSourcedAggregates(
            self._journal, "send_job", send_job.evolve
        )
        return program.SendJobs(
            all=every,
            create=send_jobs.CreateSendJob(every, self.clock, self.ids),
            steer=send_jobs.SteerSendJob(every, self.clock),
        )

    def record_system_error(self) -> system_errors.RecordSystemError:
        every: system_errors.SystemErrors = EventSourcedAggregates(
            self._journal, "system_error", system_errors.evolve
        )
        return system_errors.RecordSystemError(every, self.clock, self.ids)
