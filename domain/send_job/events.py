"""Facts about one request to send many messages. Each also says ``at``."""

from typing import Annotated, ClassVar, TypeAlias

from pydantic import AwareDatetime

from domain.kernel import Event, Value
from domain.privacy import Private


class Outcome(Value):
    """What came of one message of a job."""

    at: AwareDatetime
    message_id: int
    to: str
    outcome: str
    error: str | None = None


class SendJobCreated(Event):
    """``starts_at`` lies in the future for a scheduled job, else None."""

    TYPE: ClassVar[str] = "send_job.created"

    job_id: int
    user_id: int
    session_id: int
    recipients: int
    starts_at: AwareDatetime | None


class SendJobStarted(Event):
    TYPE: ClassVar[str] = "send_job.started"

    job_id: int


class SendJobProgressed(Event):
    """``latest`` is the newest part of the job's story; the rest is in its messages."""

    TYPE: ClassVar[str] = "send_job.progressed"

    job_id: int
    user_id: int
    sent: int
    failed: int
    latest: Annotated[tuple[Outcome, ...], Private(())]


class SendJobPaused(Event):
    TYPE: ClassVar[str] = "send_job.paused"

    job_id: int


class SendJobResumed(Event):
    TYPE: ClassVar[str] = "send_job.resumed"

    job_id: int


class SendJobCompleted(Event):
    TYPE: ClassVar[str] = "send_job.completed"

    job_id: int
    sent: int
    failed: int


class SendJobFailed(Event):
    TYPE: ClassVar[str] = "send_job.failed"

    job_id: int
    failed: int


class SendJobCancelled(Event):
    TYPE: ClassVar[str] = "send_job.cancelled"

    job_id: int


SendJobEvent: TypeAlias = (
    SendJobCreated
    | SendJobStarted
    | SendJobProgressed
    | SendJobPaused
    | SendJobResumed
    | SendJobCompleted
    | SendJobFailed
    | SendJobCancelled
)
