"""The concrete classes of messages, and of what happens around them."""

from sqlalchemy import Engine

from adapters.event_store.aggregates import EventSourcedAggregates
from domain.chat_activity import chat_activity
from domain.chat_activity import commands as chat_activities
from domain.message import changing, recording
from domain.message import commands as messages
from domain.message import evolve as message
from domain.message.senders import ReadySenders
from domain.send_job import commands as send_jobs
from domain.send_job import send_job
from domain.whatsapp_session.rules import ignores
from entrypoints import program
from entrypoints.known_messages import KnownMessages
from entrypoints.wiring import Wiring


class MessageWiring:
    """``tables`` are asked which messages are known."""

    def __init__(self, accounts: Wiring, tables: Engine) -> None:
        self._journal = accounts.journal
        self._sessions = accounts.every_session
        self._entitled = accounts.entitlements.of
        self._secrets = accounts.secrets
        self._clock = accounts.clock
        self._ids = accounts.ids
        self._known = KnownMessages(accounts.claims, tables)

    def messages(self) -> program.Messages:
        senders, clock = self._sessions.get, self._clock
        every = EventSourcedAggregates(self._journal, "message", message.evolve)
        ready = ReadySenders(senders, self._entitled)
        receive = recording.RecordReceived(every, senders, clock, self._ids)
        find = self._known.find
        return program.Messages(
            all=every,
            as_of=every.get_as_of,
            send=messages.SendMessage(every, ready, self._secrets, clock, self._ids),
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
            every, self._listening, self._clock, self._ids
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
            create=send_jobs.CreateSendJob(every, self._clock, self._ids),
            steer=send_jobs.SteerSendJob(every, self._clock),
        )
