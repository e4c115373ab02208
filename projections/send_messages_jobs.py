"""Send requests, of one message or ten thousand, and the story of each."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Column, Connection, Table, select

from domain.message.events import (
    MessageAccepted,
    MessageFailed,
    MessageRequeued,
    MessageSent,
)
from domain.reference import JobStatus
from domain.send_job.events import (
    Outcome,
    SendJobCancelled,
    SendJobCompleted,
    SendJobCreated,
    SendJobFailed,
    SendJobPaused,
    SendJobProgressed,
    SendJobResumed,
    SendJobStarted,
)
from projections.columns import Json, changed, created, dates, reference, row_id
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import columns_of, first
from projections.reference_data import entry

send_messages_jobs = Table(
    "send_messages_jobs",
    read_tables,
    row_id(),
    reference("send_messages_jobs_status_id", "send_messages_jobs_status.id"),
    Column("log", Json),
    *dates(),
    reference("user_id", "users.id", index=True),
    reference("whatsapp_session_id", "whatsapp_sessions.id", index=True),
)
model = ReadModel(send_messages_jobs)

# --- requests for one message: they have no stream of their own


@model.on(MessageAccepted)
def add_lone_job(rows: Rows, event: MessageAccepted, _: int) -> None:
    if event.job.alone:
        rows.insert(_job(event, event.job.job_id, JobStatus.QUEUED))


@model.on(MessageRequeued)
def begin_lone_job_again(rows: Rows, event: MessageRequeued, _: int) -> None:
    if event.job.alone:
        queued = JobStatus.QUEUED.row_id
        changes = changed(event, send_messages_jobs_status_id=queued)
        rows.update(event.job.job_id, changes)


LoneOutcome: TypeAlias = MessageSent | MessageFailed
LONE_OUTCOMES: tuple[type[LoneOutcome], ...] = (MessageSent, MessageFailed)


@model.on(*LONE_OUTCOMES)
def end_lone_job(rows: Rows, event: LoneOutcome, _: int) -> None:
    if event.job.alone:
        failed = isinstance(event, MessageFailed)
        told = Outcome(
            at=event.at,
            message_id=event.message_id,
            to=event.key.remote_jid,
            outcome="failed" if failed else "sent",
            error=event.reason if isinstance(event, MessageFailed) else None,
        )
        status = JobStatus.FAILED if failed else JobStatus.COMPLETED
        changes = changed(
            event, send_messages_jobs_status_id=status.row_id, log=_story([told])
        )
        rows.update(event.job.job_id, changes)


# --- requests for many


@model.on(SendJobCreated)
def add(rows: Rows, event: SendJobCreated, _: int) -> None:
    status = JobStatus.SCHEDULED if event.starts_at else JobStatus.QUEUED
    rows.insert(_job(event, event.job_id, status))


Step: TypeAlias = (
    SendJobStarted
    | SendJobPaused
    | SendJobResumed
    | SendJobCompleted
    | SendJobFailed
    | SendJobCancelled
)
STEPS: dict[type[Step], JobStatus] = {
    SendJobStarted: JobStatus.RUNNING,
    SendJobPaused: JobStatus.PAUSED,
    SendJobResumed: JobStatus.RUNNING,
    SendJobCompleted: JobStatus.COMPLETED,
    SendJobFailed: JobStatus.FAILED,
    SendJobCancelled: JobStatus.CANCELLED,
}


@model.on(*STEPS)
def move(rows: Rows, event: Step, _: int) -> None:
    status = STEPS[type(event)].row_id
    rows.update(event.job_id, changed(event, send_messages_jobs_status_id=status))


@model.on(SendJobProgressed)
def tell(rows: Rows, event: SendJobProgressed, _: int) -> None:
    rows.update(event.job_id, changed(event, log=_story(event.latest)))


def _job(
    event: MessageAccepted | SendJobCreated, job_id: int, status: JobStatus
) -> dict[str, Any]:
    return {
        "id": job_id,
        "send_messages_jobs_status_id": status.row_id,
        "log": [],
        "user_id": event.user_id,
        "whatsapp_session_id": event.session_id,
        **created(event),
    }


def _story(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    return [it.model_dump(mode="json", exclude_none=True) for it in outcomes]


class JobRow(NamedTuple):
    id: int
    user_id: int
    whatsapp_session_id: int
    send_messages_jobs_status_id: int
    log: list[dict[str, Any]]
    created_at: date
    updated_at: date

    @property
    def status(self) -> JobStatus:
        return entry(JobStatus, self.send_messages_jobs_status_id)


def job_by_id(connection: Connection, job_id: int) -> JobRow | None:
    query = select(*columns_of(send_messages_jobs, JobRow))
    return first(connection, JobRow, query.where(send_messages_jobs.c.id == job_id))
