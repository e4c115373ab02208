"""A message that is sent, delivered and read, and the answer to it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from adapters.event_store.envelope import Envelope, enclose
from domain.message.events import JobRef, Progress
from domain.whatsapp import Ack
from tests.support import a

JOB_EVERY = 10
"""The other messages were each asked for by themselves."""

SENT, DELIVERED, READ, ANSWERED = 1, 2, 30, 45
"""How many talks have begun until then."""


class Talk:
    """With the customer of this number. All ids are made of the talk's own number."""

    def __init__(self, number: int, customer: int) -> None:
        self._number = number
        self._ours = {"user_id": customer, "session_id": customer}
        self._job = JobRef(job_id=number, alone=number % JOB_EVERY != 0)

    def steps(self) -> Iterator[tuple[int, Sequence[Envelope]]]:
        """What is recorded, and after how many talks; the earliest first."""
        if not self._job.alone:
            yield from self._job_steps()
        yield from self._message_steps()
        yield ANSWERED, self._answer()

    def _message_steps(self) -> Iterator[tuple[int, Sequence[Envelope]]]:
        message = 2 * self._number
        stream = f"message:{message}"
        known = {**self._ours, "message_id": message, "key": _key(a.KEY, message)}
        asked = {**known, "job": self._job}
        acked = {**known, "progress": self._progress()}
        sent = {**asked, "at": self._after(SENT), "ack": Ack.SENT}
        delivered = {**acked, "at": self._after(DELIVERED), "ack": Ack.DELIVERED}
        read = {**acked, "at": self._after(READ), "ack": Ack.READ}
        yield 0, enclose(stream, 0, [a.message_accepted(**asked, at=self._after(0))])
        yield SENT, enclose(stream, 1, [a.message_sent(**sent)])
        yield DELIVERED, enclose(stream, 2, [a.message_acknowledged(**delivered)])
        yield READ, enclose(stream, 3, [a.message_acknowledged(**read)])

    def _job_steps(self) -> Iterator[tuple[int, Sequence[Envelope]]]:
        job = {"job_id": self._number}
        stream = f"send_job:{self._number}"
        created = a.send_job_created(**self._ours, **job, recipients=1)
        ended = [
            a.send_job_progressed(**job, user_id=self._ours["user_id"]),
            a.send_job_completed(**job, sent=1),
        ]
        yield 0, enclose(stream, 0, [created, a.send_job_started(**job)])
        yield DELIVERED, enclose(stream, 2, ended)

    def _answer(self) -> Sequence[Envelope]:
        message = 2 * self._number + 1
        at = self._after(ANSWERED)
        answer = a.message_received(
            **self._ours,
            message_id=message,
            key=_key(a.THEIR_KEY, message),
            at=at,
            sent_at=at,
        )
        return enclose(f"message:{message}", 0, [answer])

    def _progress(self) -> Progress:
        return Progress(sent_at=self._after(SENT), delivered_at=self._after(DELIVERED))

    def _after(self, talks: int) -> datetime:
        return a.NOON + timedelta(seconds=self._number + talks)


def _key(like: Any, message: int) -> Any:
    """WhatsApp's ids come in no order."""
    scattered = message * 0x9E3779B97F4A7C15 % 2**64
    return like.model_copy(update={"id": f"3EB0{scattered:016X}"})
