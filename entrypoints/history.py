"""The log as a history: what was at any moment, and the whole of it in a file.

A file of events is lines of JSON: a header, then every event in order. What is private
is in clear in it; secrets that only the master key opens (API keys, webhook secrets)
stay sealed. ``entrypoints.importing`` reads it.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any, Final

from sqlalchemy import select

from adapters.event_store.envelope import Recorded
from adapters.event_store.recorder import StoredRow
from adapters.event_store.tables import id_blocks
from adapters.event_store.unreadable import UnreadableEvent
from domain.chat_activity import chat_activity
from domain.kernel import Invalid, NotFound, Value
from domain.message import evolve as message
from domain.send_job import send_job
from domain.subscription import plan, subscription
from domain.user import evolve as user
from domain.whatsapp_session import evolve as whatsapp_session
from entrypoints.program import Program

FORMAT: Final = 1
PAGE: Final = 500

EVOLVE: Final[Mapping[str, Callable[[Any, Any], Value]]] = {
    "user": user.evolve,
    "plan": plan.evolve,
    "subscription": subscription.evolve,
    "whatsapp_session": whatsapp_session.evolve,
    "message": message.evolve,
    "chat_activity": chat_activity.evolve,
    "send_job": send_job.evolve,
}
"""What folds the streams of each kind of aggregate."""


def facts(it: Recorded) -> dict[str, Any]:
    """An event as JSON: where and when it was recorded, and its data."""
    envelope = it.envelope
    return {
        "position": it.position,
        "stream": envelope.stream,
        "version": envelope.version,
        "type": envelope.event.TYPE,
        "id": str(envelope.id),
        "recorded_at": envelope.recorded_at.isoformat(),
        "actor": envelope.actor,
        "correlation_id": envelope.correlation_id,
        "data": envelope.event.model_dump(mode="json"),
    }


def told(program: Program, row: StoredRow) -> dict[str, Any]:
    """``facts`` of a stored event; of one that can't be read, what it is, and why."""
    try:
        return facts(program.journal.opened(row))
    except UnreadableEvent as error:
        return {
            "position": row.position,
            "stream": row.stream,
            "version": row.version,
            "type": row.type,
            "id": None,
            "recorded_at": None,
            "actor": None,
            "correlation_id": None,
            "data": None,
            "note": str(error),
        }


def state_of(program: Program, stream: str, *, upto: int | None = None) -> Value:
    """The aggregate as it was when the log had this position. Raises NotFound."""
    kind = stream.partition(":")[0]
    if kind not in EVOLVE:
        known = ", ".join(f"{name}:<id>" for name in EVOLVE)
        raise Invalid(stream=f"{stream!r} is no aggregate; those are {known}.")
    events = [it.envelope.event for it in program.journal.history(stream, upto=upto)]
    state: Value | None = reduce(EVOLVE[kind], events, None)
    if state is None:
        raise NotFound(f"There was no {stream} then.")
    return state


def position_at(program: Program, moment: datetime) -> int:
    """The last position recorded at or before a moment; 0 before the first event.

    Give or take what was being written just then: an event has its time from the
    writer and its position from the commit, so that times of the same moment may lie
    crosswise in the log.
    """
    low, high = 0, program.journal.end
    while low < high:
        middle = (low + high + 1) // 2
        (it,) = program.journal.page(after=middle - 1, size=1)
        if it.envelope.recorded_at <= moment:
            low = middle
        else:
            high = middle - 1
    return low


def exported(program: Program, *, after: int = 0) -> Iterator[str]:
    """The file's lines. Only a whole export, from the beginning, can be imported."""
    end = program.journal.end
    yield json.dumps({"format": FORMAT, "events": end - after, "ids": _ids(program)})
    for page in program.journal.pages(after=after, upto=end, size=PAGE):
        for it in page:
            yield json.dumps(facts(it), ensure_ascii=False)


def _ids(program: Program) -> dict[str, int]:
    """Numbers given out so far, by kind: new things must not get them again."""
    with program.events.connect() as connection:
        rows: Sequence[Any] = connection.execute(select(id_blocks)).all()
    return {row.kind: row.last for row in rows}
