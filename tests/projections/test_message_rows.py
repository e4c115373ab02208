"""What happens to messages and send requests, in rows."""

from typing import Any

import pytest

from domain.reference import JobStatus, MessageStatus
from domain.whatsapp import Ack
from tests.projections.rows import Case, Holds, check, status
from tests.projections.world import World
from tests.support import a

ACCEPTED = a.message_accepted()
UNLOGGED = a.message_accepted(logged=False)
BULK = a.message_accepted(job=a.BULK_JOB)
CREATED = a.send_job_created()
OUTCOME = {
    "at": "2026-01-02T12:00:00Z",
    "message_id": a.MESSAGE,
    "to": a.KEY.remote_jid,
    "outcome": "sent",
}


def message(entry: MessageStatus, **more: Any) -> Holds:
    return status("message_session_status_id", entry, **more)


def job(entry: JobStatus, **more: Any) -> Holds:
    return status("send_messages_jobs_status_id", entry, **more)


CASES: list[Case] = [
    (
        (ACCEPTED,),
        "messages",
        a.MESSAGE,
        message(MessageStatus.PENDING, sent_at=a.NOON, result=None, job_id=a.JOB)
        | {"remoteJid": "34600111222@s.whatsapp.net", "key_id": a.KEY.id}
        | {"message": {"conversation": "hello"}, "created_time": a.NOON},
    ),
    (
        (ACCEPTED, a.message_sent()),
        "messages",
        a.MESSAGE,
        message(MessageStatus.SENT, sent_at=a.SOON, updated_at=a.NOON)
        | {"key": {"id": a.KEY.id, "remoteJid": a.KEY.remote_jid, "fromMe": True}}
        | {"result": {"acks": {"sent_at": "2026-01-02T12:01:00Z"}}}
        | {"message": {"conversation": "hello"}},
    ),
    (
        (ACCEPTED, a.message_sent(), a.message_acknowledged(at=a.SOON)),
        "messages",
        a.MESSAGE,
        message(MessageStatus.READ, updated_at=a.SOON, sent_at=a.SOON),
    ),
    (
        (ACCEPTED, a.message_sent(ack=Ack.DELIVERED)),
        "messages",
        a.MESSAGE,
        message(MessageStatus.DELIVERED),
    ),
    (
        (ACCEPTED, a.message_failed()),
        "messages",
        a.MESSAGE,
        message(MessageStatus.FAILED, result={"error": "for a reason"}),
    ),
    ((UNLOGGED,), "messages", a.MESSAGE, {"message": {"conversation": "hello"}}),
    (
        (UNLOGGED, a.message_sent(logged=False)),
        "messages",
        a.MESSAGE,
        {"message": None, "logged": False},
    ),
    (
        (UNLOGGED, a.message_failed(logged=False)),
        "messages",
        a.MESSAGE,
        {"message": None},
    ),
    (
        (a.message_received(),),
        "messages",
        100043,
        message(MessageStatus.RECEIVED, job_id=None, user_id=a.USER)
        | {"message": {"conversation": "hello yourself"}},
    ),
    ((a.message_received(logged=False),), "messages", 100043, {"message": None}),
    (
        (a.message_received(key=a.KEY),),
        "messages",
        100043,
        message(MessageStatus.SENT),
    ),
    (
        (a.message_received(key=a.GROUP_KEY),),
        "messages",
        100043,
        {
            "key": {
                "id": a.GROUP_KEY.id,
                "remoteJid": a.GROUP_KEY.remote_jid,
                "fromMe": False,
                "participant": a.GROUP_KEY.participant,
            }
        },
    ),
    (
        (ACCEPTED,),
        "send_messages_jobs",
        a.JOB,
        job(JobStatus.QUEUED, log=[], whatsapp_session_id=a.SESSION),
    ),
    (
        (ACCEPTED, a.message_sent()),
        "send_messages_jobs",
        a.JOB,
        job(JobStatus.COMPLETED, log=[OUTCOME]),
    ),
    (
        (ACCEPTED, a.message_failed()),
        "send_messages_jobs",
        a.JOB,
        job(
            JobStatus.FAILED,
            log=[OUTCOME | {"outcome": "failed", "error": "for a reason"}],
        ),
    ),
    (
        (ACCEPTED, a.message_failed(), a.message_requeued()),
        "messages",
        a.MESSAGE,
        message(MessageStatus.PENDING, result=None)
        | {"message": {"conversation": "hello"}},
    ),
    (
        (UNLOGGED, a.message_failed(logged=False), a.message_requeued(logged=False)),
        "messages",
        a.MESSAGE,
        {"message": {"conversation": "hello"}},
    ),
    (
        (ACCEPTED, a.message_sent(), a.message_edited(at=a.LATER)),
        "messages",
        a.MESSAGE,
        message(MessageStatus.SENT, updated_at=a.LATER)
        | {"message": {"conversation": "hello again"}},
    ),
    (
        (UNLOGGED, a.message_sent(logged=False), a.message_edited(logged=False)),
        "messages",
        a.MESSAGE,
        {"message": None},
    ),
    (
        (ACCEPTED, a.message_sent(), a.message_revoked()),
        "messages",
        a.MESSAGE,
        message(MessageStatus.DELETED, message=None),
    ),
    (
        (ACCEPTED, a.message_failed(), a.message_requeued()),
        "send_messages_jobs",
        a.JOB,
        job(JobStatus.QUEUED),
    ),
    (
        (ACCEPTED, a.message_failed(), a.message_requeued()),
        "send_outbox",
        a.MESSAGE,
        {"position": 7, "key": a.KEY.model_dump(), "attempts": 0}
        | {"content": {"conversation": "hello"}, "job_id": a.JOB},
    ),
    (
        (ACCEPTED, a.message_failed(), a.message_requeued(), a.message_sent()),
        "send_outbox",
        a.MESSAGE,
        None,
    ),
    (
        (a.call_seen(),),
        "chat_activity",
        a.ACTIVITY,
        {"kind": "call", "what": "offer", "occurred_at": a.NOON}
        | {"details": {"is_video": False, "is_group": False}},
    ),
    (
        (a.group_changed(),),
        "chat_activity",
        a.ACTIVITY + 1,
        {"kind": "group", "what": "add", "jid": a.GROUP_KEY.remote_jid}
        | {"whatsapp_id": "3A55D6A9C1B2E3F40519"},
    ),
    (
        (a.presence_changed(),),
        "chat_activity",
        a.ACTIVITY + 2,
        {"kind": "presence", "what": "composing", "whatsapp_id": None}
        | {"details": {"participant": None}, "whatsapp_session_id": a.SESSION},
    ),
    ((CREATED,), "send_messages_jobs", 32, job(JobStatus.QUEUED, user_id=a.USER)),
    (
        (a.send_job_created(starts_at=a.LATER),),
        "send_messages_jobs",
        32,
        job(JobStatus.SCHEDULED),
    ),
    ((CREATED, BULK), "send_messages_jobs", 32, job(JobStatus.QUEUED, log=[])),
    (
        (CREATED, BULK, a.message_sent(job=BULK.job)),
        "send_messages_jobs",
        32,
        job(JobStatus.QUEUED, log=[]),
    ),
    ((CREATED, a.send_job_started()), "send_messages_jobs", 32, job(JobStatus.RUNNING)),
    (
        (CREATED, a.send_job_progressed()),
        "send_messages_jobs",
        32,
        {"log": [OUTCOME | {"at": "2026-01-02T12:01:00Z", "to": "34600111222"}]},
    ),
    ((CREATED, a.send_job_paused()), "send_messages_jobs", 32, job(JobStatus.PAUSED)),
    ((CREATED, a.send_job_resumed()), "send_messages_jobs", 32, job(JobStatus.RUNNING)),
    (
        (CREATED, a.send_job_completed()),
        "send_messages_jobs",
        32,
        job(JobStatus.COMPLETED),
    ),
    ((CREATED, a.send_job_failed()), "send_messages_jobs", 32, job(JobStatus.FAILED)),
    (
        (CREATED, a.send_job_cancelled()),
        "send_messages_jobs",
        32,
        job(JobStatus.CANCELLED),
    ),
    (
        (a.system_error_recorded(),),
        "system_errors",
        5,
        {
            "log": '{"what": "ValueError: no", "where": "entrypoints.http.app", '
            '"correlation_id": "c0ffee"}'
        },
    ),
    (
        (ACCEPTED,),
        "send_outbox",
        a.MESSAGE,
        {"position": 5, "key": a.KEY.model_dump(), "attempts": 0, "due_at": a.NOON}
        | {"content": {"conversation": "hello"}, "job_alone": True},
    ),
    ((ACCEPTED, a.message_sent()), "send_outbox", a.MESSAGE, None),
    ((ACCEPTED, a.message_failed()), "send_outbox", a.MESSAGE, None),
    (
        (ACCEPTED, a.message_sent()),
        "webhook_outbox",
        "6.message.sent",
        {"position": 6, "event": "message.sent", "message_id": a.MESSAGE}
        | {"status": "pending", "whatsapp_session_id": a.SESSION, "attempts": 0},
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_the_row_after_these_events(begun: World, case: Case) -> None:
    check(begun, case)
