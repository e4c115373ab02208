from collections.abc import Sequence
from datetime import datetime

import pytest

from domain.kernel import Invalid
from domain.send_job.commands import MOST_RECIPIENTS, CreateSendJob, SteerSendJob
from domain.send_job.errors import JobEnded
from domain.send_job.events import Outcome, SendJobEvent
from domain.send_job.send_job import SendJob, evolve
from tests.support import a
from tests.support.clock import FixedClock
from tests.support.memory import CountingIds, MemoryAggregates

WHO = {"user_id": a.USER, "session_id": a.SESSION}


@pytest.fixture
def jobs() -> MemoryAggregates[SendJob, SendJobEvent]:
    return MemoryAggregates(evolve)


def create(
    jobs: MemoryAggregates[SendJob, SendJobEvent],
    recipients: int = 2,
    starts_at: datetime | None = None,
) -> int:
    command = CreateSendJob(jobs, FixedClock(), CountingIds())
    return command(**WHO, recipients=recipients, starts_at=starts_at).id


def types(events: Sequence[SendJobEvent]) -> list[str]:
    return [it.TYPE.removeprefix("send_job.") for it in events]


def test_a_job_is_created_for_many_recipients(
    jobs: MemoryAggregates[SendJob, SendJobEvent],
) -> None:
    create(jobs, starts_at=a.LATER)

    assert jobs.streams[1] == [a.send_job_created(job_id=1, starts_at=a.LATER)]


@pytest.mark.parametrize("recipients", [0, -1, MOST_RECIPIENTS + 1])
def test_a_job_has_recipients_and_not_too_many(
    jobs: MemoryAggregates[SendJob, SendJobEvent], recipients: int
) -> None:
    with pytest.raises(Invalid) as caught:
        create(jobs, recipients)
    assert list(caught.value.errors) == ["recipients"]


def test_a_time_to_start_needs_a_zone(
    jobs: MemoryAggregates[SendJob, SendJobEvent],
) -> None:
    with pytest.raises(Invalid) as caught:
        create(jobs, starts_at=a.LATER.replace(tzinfo=None))
    assert list(caught.value.errors) == ["starts_at"]


def test_a_job_is_steered_to_its_end(
    jobs: MemoryAggregates[SendJob, SendJobEvent],
) -> None:
    job, steer = create(jobs, recipients=1), SteerSendJob(jobs, FixedClock())
    steer.start(job)
    steer.pause(job)
    steer.resume(job)
    done = Outcome(at=a.NOON, message_id=5, to="34600111222", outcome="sent")
    steer.progress(job, [done])

    assert types(jobs.streams[job]) == (
        ["created", "started", "paused", "resumed", "progressed", "completed"]
    )
    with pytest.raises(JobEnded):
        steer.cancel(job)


def test_a_job_is_cancelled(jobs: MemoryAggregates[SendJob, SendJobEvent]) -> None:
    job, steer = create(jobs), SteerSendJob(jobs, FixedClock())
    steer.cancel(job)

    assert jobs.streams[job][-1] == a.send_job_cancelled(job_id=job)
    assert steer.cancel(job).position is None
