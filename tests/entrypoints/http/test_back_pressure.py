"""When more waits to be written than may wait, callers are told when to come back."""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager

from eventsourcing.persistence import StoredEvent

from adapters.database import writing
from adapters.event_store.writer import GroupCommit
from domain.kernel import Unavailable
from entrypoints.program import Program
from tests.entrypoints.http.customers import Customer


@contextmanager
def nothing_can_wait(program: Program, stream: str) -> Iterator[None]:
    """Somebody has the database; one append waits for it, another for that one.

    Nothing of theirs will be in the log, where no reader would know it: the stream has
    a first event.
    """
    writer = GroupCommit(program.events, capacity=1)
    appends = [[StoredEvent(stream, 1, "thing.done", b"")] for _ in range(3)]
    program.journal.recorder.writer.close()
    program.journal.recorder.writer = writer
    with ThreadPoolExecutor() as pool, writing(program.events):
        waiting = [pool.submit(writer.append, append) for append in appends]
        (refused,) = wait(waiting, timeout=60, return_when=FIRST_COMPLETED).done
        assert isinstance(refused.exception(), Unavailable)
        yield


def test_too_many_writes_are_refused_until_there_is_room(
    program: Program, ana: Customer
) -> None:
    session_id = ana.session()["id"]
    path = f"/whatsapp-sessions/{session_id}"
    with nothing_can_wait(program, f"whatsapp_session:{session_id}"):
        answer = ana.put(path, json={"name": "Too much"})

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["code"] == "unavailable"
    assert ana.put(path, json={"name": "Shop"}).status_code == 200
