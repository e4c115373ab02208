from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.reference import JobStatus
from domain.send_job.errors import JobEnded, NotPaused, NotRunning
from domain.send_job.events import Outcome
from domain.send_job.send_job import STORY_LENGTH, SendJob, evolve
from tests.support import a
from tests.support.scenario import Scenario

queued = Scenario(evolve).given(a.send_job_created())
scheduled = Scenario(evolve).given(a.send_job_created(starts_at=a.LATER))
running = queued.given(a.send_job_started())
paused = running.given(a.send_job_paused())
completed = running.given(a.send_job_completed())
failed = running.given(a.send_job_failed())
cancelled = running.given(a.send_job_cancelled())


def outcome(message_id: int, what: str = "sent") -> Outcome:
    return Outcome(at=a.SOON, message_id=message_id, to="34600111222", outcome=what)


@pytest.mark.parametrize(
    ("starts_at", "later"),
    [
        (None, None),
        (a.NOON, None),
        (a.NOON - timedelta(days=1), None),
        (a.SOON, a.SOON),
    ],
)
def test_a_job_waits_for_its_time_when_that_is_to_come(
    starts_at: datetime | None, later: datetime | None
) -> None:
    Scenario(evolve).when(
        SendJob.create,
        32,
        user_id=a.USER,
        session_id=a.SESSION,
        recipients=2,
        starts_at=starts_at,
        at=a.NOON,
    ).then(a.send_job_created(starts_at=later))


def test_a_job_waits_for_its_time_or_its_turn() -> None:
    assert scheduled.state.status is JobStatus.SCHEDULED
    assert queued.state.status is JobStatus.QUEUED


@pytest.mark.parametrize("waiting", [scheduled, queued])
def test_a_waiting_job_starts(waiting: Scenario) -> None:
    waiting.when(SendJob.start, at=a.NOON).then(a.send_job_started())


@pytest.mark.parametrize("begun", [running, paused])
def test_a_job_starts_once(begun: Scenario) -> None:
    begun.when(SendJob.start, at=a.NOON).then_nothing()


def test_a_running_job_pauses_and_goes_on() -> None:
    running.when(SendJob.pause, at=a.NOON).then(a.send_job_paused())
    paused.when(SendJob.pause, at=a.NOON).then_nothing()
    paused.when(SendJob.resume, at=a.NOON).then(a.send_job_resumed())
    assert paused.given(a.send_job_resumed()).state.status is JobStatus.RUNNING


@pytest.mark.parametrize("waiting", [scheduled, queued])
def test_only_a_running_job_pauses(waiting: Scenario) -> None:
    waiting.when(SendJob.pause, at=a.NOON).then_refused(NotRunning)


@pytest.mark.parametrize("going", [scheduled, queued, running])
def test_only_a_paused_job_is_resumed(going: Scenario) -> None:
    going.when(SendJob.resume, at=a.NOON).then_refused(NotPaused)


@pytest.mark.parametrize("living", [scheduled, queued, running, paused])
def test_a_job_that_has_not_ended_can_be_cancelled(living: Scenario) -> None:
    living.when(SendJob.cancel, at=a.NOON).then(a.send_job_cancelled())


def test_cancelling_twice_changes_nothing() -> None:
    cancelled.when(SendJob.cancel, at=a.NOON).then_nothing()


@pytest.mark.parametrize("ended", [completed, failed])
@pytest.mark.parametrize(
    "decision", [SendJob.start, SendJob.pause, SendJob.resume, SendJob.cancel]
)
def test_a_job_that_has_ended_does_not_change(ended: Scenario, decision: Any) -> None:
    ended.when(decision, at=a.NOON).then_refused(JobEnded)


@pytest.mark.parametrize("decision", [SendJob.start, SendJob.pause, SendJob.resume])
def test_nor_does_one_that_was_cancelled(decision: Any) -> None:
    cancelled.when(decision, at=a.NOON).then_refused(JobEnded)


def test_outcomes_are_counted() -> None:
    told = (outcome(1),)

    running.when(SendJob.progress, told, at=a.NOON).then(
        a.send_job_progressed(sent=1, failed=0, latest=told)
    )
    running.when(SendJob.progress, (), at=a.NOON).then_nothing()


def test_the_last_outcome_completes_a_job() -> None:
    told = outcome(1), outcome(2, "failed")

    running.when(SendJob.progress, told, at=a.NOON).then(
        a.send_job_progressed(sent=1, failed=1, latest=told),
        a.send_job_completed(sent=1, failed=1),
    )


def test_a_job_of_which_nothing_was_sent_has_failed() -> None:
    told = outcome(1, "failed"), outcome(2, "failed")

    running.when(SendJob.progress, told, at=a.NOON).then(
        a.send_job_progressed(sent=0, failed=2, latest=told), a.send_job_failed()
    )


def test_what_was_under_way_when_a_job_was_cancelled_still_counts() -> None:
    told = outcome(1), outcome(2)

    cancelled.when(SendJob.progress, told, at=a.NOON).then(
        a.send_job_progressed(sent=2, failed=0, latest=told)
    )


def test_an_outcome_that_is_reported_again_counts_once() -> None:
    told = running.given(a.send_job_progressed(latest=(outcome(1),)))

    told.when(SendJob.progress, (outcome(1),), at=a.NOON).then_nothing()
    told.when(SendJob.progress, (outcome(1), outcome(2)), at=a.NOON).then(
        a.send_job_progressed(sent=2, failed=0, latest=(outcome(1), outcome(2))),
        a.send_job_completed(sent=2, failed=0),
    )


def test_a_job_remembers_the_newest_part_of_its_story() -> None:
    many = Scenario(evolve).given(a.send_job_created(recipients=1000))
    told = tuple(outcome(it) for it in range(STORY_LENGTH + 20))

    (progressed,) = many.state.progress(told, at=a.NOON)
    assert progressed.sent == STORY_LENGTH + 20
    assert progressed.latest == told[20:]
