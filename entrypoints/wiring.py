"""The concrete classes of accounts: people, what they pay for, their numbers."""

from adapters.event_store.aggregates import EventSourcedAggregates
from adapters.event_store.claims import ClaimStreams
from adapters.event_store.ids import HiLoIds
from adapters.event_store.journal import Journal
from adapters.security.passwords import Argon2Passwords
from domain.ports import Clock, Secrets
from domain.subscription import commands as subscriptions
from domain.subscription import plan, subscription
from domain.system_error import commands as system_errors
from domain.user import commands as users
from domain.user import evolve as user
from domain.user import logins
from domain.whatsapp_session import commands as sessions
from domain.whatsapp_session import connecting, reports
from domain.whatsapp_session import evolve as whatsapp_session
from entrypoints import program


class Wiring:
    """Which port is fulfilled by what: for accounts, and what all others need too."""

    def __init__(self, journal: Journal, secrets: Secrets, clock: Clock) -> None:
        self.clock = clock
        self.secrets = secrets
        self.passwords = Argon2Passwords()
        self.ids = HiLoIds(journal.recorder.engine)
        self.claims = ClaimStreams(journal)
        self.journal = journal
        self._users: users.Users = EventSourcedAggregates(journal, "user", user.evolve)
        self._plans: subscriptions.Plans = EventSourcedAggregates(
            journal, "plan", plan.evolve
        )
        self._subscriptions: subscriptions.Subscriptions = EventSourcedAggregates(
            journal, "subscription", subscription.evolve
        )
        self.every_session: sessions.Sessions = EventSourcedAggregates(
            journal, "whatsapp_session", whatsapp_session.evolve
        )
        self.entitlements = subscriptions.Entitlements(
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
            entitlements=self.entitlements,
        )

    def sessions(self) -> program.Sessions:
        every, clock, allowance = self.every_session, self.clock, self.entitlements.of
        issue_key = sessions.IssueKey(self.secrets, self.ids)
        return program.Sessions(
            all=every,
            create=sessions.CreateSession(
                every, allowance, self.claims, issue_key, self.secrets, clock, self.ids
            ),
            update=sessions.UpdateSession(every, clock),
            delete=sessions.DeleteSession(every, clock),
            regenerate_key=sessions.RegenerateKey(every, issue_key, clock),
            connect=connecting.ConnectSession(every, allowance, clock),
            restart=connecting.RestartSession(every, clock),
            disconnect=connecting.DisconnectSession(every, clock),
            retry=connecting.RetrySession(every, clock),
            expire=connecting.ExpireSession(every, clock),
            take_login=connecting.TakeLogin(every, clock),
            record_report=reports.RecordReport(every, clock),
            record_caught_up=reports.RecordCaughtUp(every, clock),
            record_browser=reports.RecordBrowser(every, clock, self.ids),
        )

    def record_system_error(self) -> system_errors.RecordSystemError:
        every: system_errors.SystemErrors = EventSourcedAggregates(
            self.journal, "system_error", system_errors.evolve
        )
        return system_errors.RecordSystemError(every, self.clock, self.ids)
