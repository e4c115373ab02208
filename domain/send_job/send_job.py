"""State and decisions of one request to send many messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, assert_never

from domain.kernel import Value
from domain.reference import JobStatus
from domain.send_job.errors import JobEnded, NotPaused, NotRunning
from domain.send_job.events import (
    Outcome,
    SendJobCancelled,
    SendJobCompleted,
    SendJobCreated,
    SendJobEvent,
    SendJobFailed,
    SendJobPaused,
    SendJobProgressed,
    SendJobResumed,
    SendJobStarted,
)

Events = tuple[SendJobEvent, ...]

STORY_LENGTH: Final = 100
"""How many outcomes the job itself remembers; each message has its own."""

WAITING = {JobStatus.SCHEDULED, JobStatus.QUEUED}
ENDED = {JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED}


class SendJob(Value):
    id: int
    user_id: int
    session_id: int
    recipients: int
    status: JobStatus
    sent: int = 0
    failed: int = 0
    story: tuple[Outcome, ...] = ()

    @staticmethod
    def create(
        job_id: int,
        *,
        user_id: int,
        session_id: int,
        recipients: int,
        starts_at: datetime | None,
        at: datetime,
    ) -> Events:
        later = starts_at if starts_at and starts_at > at else None
        return (
            SendJobCreated(
                job_id=job_id,
                user_id=user_id,
                session_id=session_id,
                recipients=recipients,
                starts_at=later,
                at=at,
            ),
        )

    def start(self, *, at: datetime) -> Events:
        self._must_not_have_ended()
        if self.status not in WAITING:
            return ()
        return (SendJobStarted(job_id=self.id, at=at),)

    def progress(self, outcomes: Sequence[Outcome], *, at: datetime) -> Events:
        """Counts outcomes; the last one also ends the job. Cancelled ones count too.

        Workers report again what they are not sure to have reported: what is still in
        the story counts once.
        """
        known = {it.message_id for it in self.story}
        news = [it for it in outcomes if it.message_id not in known]
        if not news:
            return ()
        sent = self.sent + sum(it.outcome == "sent" for it in news)
        failed = self.failed + sum(it.outcome == "failed" for it in news)
        latest = (*self.story, *news)[-STORY_LENGTH:]
        told = SendJobProgressed(
            job_id=self.id,
            user_id=self.user_id,
            sent=sent,
            failed=failed,
            latest=latest,
            at=at,
        )
        if sent + failed < self.recipients or self.status in ENDED:
            return (told,)
        if not sent:
            return told, SendJobFailed(job_id=self.id, failed=failed, at=at)
        return told, SendJobCompleted(job_id=self.id, sent=sent, failed=failed, at=at)

    def pause(self, *, at: datetime) -> Events:
        self._must_not_have_ended()
        if self.status is JobStatus.PAUSED:
            return ()
        if self.status is not JobStatus.RUNNING:
            raise NotRunning(f"Job {self.id} is {self.status}.")
        return (SendJobPaused(job_id=self.id, at=at),)

    def resume(self, *, at: datetime) -> Events:
        self._must_not_have_ended()
        if self.status is not JobStatus.PAUSED:
            raise NotPaused(f"Job {self.id} is {self.status}.")
        return (SendJobResumed(job_id=self.id, at=at),)

    def cancel(self, *, at: datetime) -> Events:
        if self.status is JobStatus.CANCELLED:
            return ()
        self._must_not_have_ended()
        return (SendJobCancelled(job_id=self.id, at=at),)

    def _must_not_have_ended(self) -> None:
        if self.status in ENDED:
            raise JobEnded(f"Job {self.id} is {self.status}.")


def evolve(state: SendJob | None, event: SendJobEvent) -> SendJob:
    if isinstance(event, SendJobCreated):
        return SendJob(
            id=event.job_id,
            user_id=event.user_id,
            session_id=event.session_id,
            recipients=event.recipients,
            status=JobStatus.SCHEDULED if event.starts_at else JobStatus.QUEUED,
        )
    assert state is not None, f"{event.TYPE} cannot be the first event"
    now: dict[str, Any]
    match event:
        case SendJobStarted() | SendJobResumed():
            now = {"status": JobStatus.RUNNING}
        case SendJobProgressed():
            now = {"sent": event.sent, "failed": event.failed, "story": event.latest}
        case SendJobPaused():
            now = {"status": JobStatus.PAUSED}
        case SendJobCompleted():
            now = {"status": JobStatus.COMPLETED}
        case SendJobFailed():
            now = {"status": JobStatus.FAILED}
        case SendJobCancelled():
            now = {"status": JobStatus.CANCELLED}
        case _:
            assert_never(event)
    return state.model_copy(update=now)
