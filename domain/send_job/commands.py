"""What people do with send jobs, and how workers report on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from domain.kernel import Invalid
from domain.ports import Aggregates, Clock, Ids, Receipt
from domain.send_job.events import Outcome, SendJobEvent
from domain.send_job.send_job import SendJob

SendJobs: TypeAlias = Aggregates[SendJob, SendJobEvent]

MOST_RECIPIENTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class CreateSendJob:
    send_jobs: SendJobs
    clock: Clock
    ids: Ids

    def __call__(
        self,
        *,
        user_id: int,
        session_id: int,
        recipients: int,
        starts_at: datetime | None = None,
    ) -> Receipt:
        if not 1 <= recipients <= MOST_RECIPIENTS:
            raise Invalid(
                recipients=f"A job has 1 to {MOST_RECIPIENTS} recipients, "
                f"not {recipients}."
            )
        if starts_at is not None and starts_at.tzinfo is None:
            raise Invalid(starts_at="The starts_at must have a time zone.")
        job_id = self.ids.next("send_messages_jobs")
        events = SendJob.create(
            job_id,
            user_id=user_id,
            session_id=session_id,
            recipients=recipients,
            starts_at=starts_at,
            at=self.clock.now(),
        )
        return self.send_jobs.begin(job_id, events)


@dataclass(frozen=True, slots=True)
class SteerSendJob:
    """Start, pause, resume, cancel, and take in what came of its messages."""

    send_jobs: SendJobs
    clock: Clock

    def start(self, job_id: int) -> Receipt:
        at = self.clock.now()
        return self.send_jobs.change(job_id, lambda job: job.start(at=at))

    def pause(self, job_id: int) -> Receipt:
        at = self.clock.now()
        return self.send_jobs.change(job_id, lambda job: job.pause(at=at))

    def resume(self, job_id: int) -> Receipt:
        at = self.clock.now()
        return self.send_jobs.change(job_id, lambda job: job.resume(at=at))

    def cancel(self, job_id: int) -> Receipt:
        at = self.clock.now()
        return self.send_jobs.change(job_id, lambda job: job.cancel(at=at))

    def progress(self, job_id: int, outcomes: Sequence[Outcome]) -> Receipt:
        at = self.clock.now()
        return self.send_jobs.change(job_id, lambda job: job.progress(outcomes, at=at))
