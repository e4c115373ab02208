"""Random walks of a job, its owner and the workers that report on it."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from domain.reference import JobStatus
from domain.send_job.events import Outcome
from domain.send_job.send_job import SendJob, evolve
from tests.domain.machine import MODERATE, AggregateMachine
from tests.support import a

ENDED = {JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED}
RECIPIENTS = 6


class SendJobMachine(AggregateMachine):
    evolve = evolve
    state: SendJob

    @initialize(later=st.booleans())
    def create(self, later: bool) -> None:  # noqa: FBT001
        starts_at = a.LATER if later else None
        created = a.send_job_created(recipients=RECIPIENTS, starts_at=starts_at)
        self.record([created])
        self.status = JobStatus.SCHEDULED if later else JobStatus.QUEUED
        self.told: dict[int, str] = {}

    @rule()
    def start(self) -> None:
        self.decide(lambda it: it.start(at=a.NOON), refused=self.status in ENDED)
        if self.status in {JobStatus.SCHEDULED, JobStatus.QUEUED}:
            self.status = JobStatus.RUNNING

    @rule()
    def pause(self) -> None:
        can = self.status in {JobStatus.RUNNING, JobStatus.PAUSED}
        self.decide(lambda it: it.pause(at=a.NOON), refused=not can)
        self.status = JobStatus.PAUSED if can else self.status

    @rule()
    def resume(self) -> None:
        can = self.status is JobStatus.PAUSED
        self.decide(lambda it: it.resume(at=a.NOON), refused=not can)
        self.status = JobStatus.RUNNING if can else self.status

    @rule(sure=st.integers(0, 3))
    def cancel(self, sure: int) -> None:
        if sure:  # rarely: little can happen afterwards
            return
        over = self.status in {JobStatus.COMPLETED, JobStatus.FAILED}
        self.decide(lambda it: it.cancel(at=a.NOON), refused=over)
        self.status = self.status if over else JobStatus.CANCELLED

    @rule(
        outcomes=st.dictionaries(
            st.integers(1, RECIPIENTS), st.sampled_from(["sent", "failed"]), max_size=3
        )
    )
    def progress(self, outcomes: dict[int, str]) -> None:
        """Some are reported again, with whatever result: the first one holds."""
        reports = [
            Outcome(at=a.SOON, message_id=number, to="34600111222", outcome=what)
            for number, what in outcomes.items()
        ]
        self.decide(lambda it: it.progress(reports, at=a.NOON))
        self.told = outcomes | self.told
        if len(self.told) == RECIPIENTS and self.status not in ENDED:
            sent = "sent" in self.told.values()
            self.status = JobStatus.COMPLETED if sent else JobStatus.FAILED

    def check(self) -> None:
        job, results = self.state, list(self.told.values())
        assert job.status is self.status
        assert (job.sent, job.failed) == (
            results.count("sent"),
            results.count("failed"),
        )
        assert {it.message_id: it.outcome for it in job.story} == self.told


TestSendJob = SendJobMachine.TestCase
TestSendJob.settings = MODERATE
