"""A process that appends, as tests run several of them beside their own.

``python -m tests.adapters.event_store.appending URL STREAMS COUNT`` appends from four
threads to randomly chosen streams, COUNT times each or for ever (0), and prints a line
"stream version position" for every append that was acknowledged.
"""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from eventsourcing.persistence import IntegrityError, StoredEvent

from adapters.database import engine_for
from adapters.event_store.recorder import SqlRecorder

ROOT = Path(__file__).parents[3]

Acknowledged = tuple[str, int, int]


def append_at_random(
    recorder: SqlRecorder,
    streams: int,
    times: int,
    acknowledge: Callable[[Acknowledged], object],
) -> None:
    """Rivals read the same version now and then: then one of them is refused."""
    for _ in range(times) if times else count():
        stream = f"thing:{random.randrange(streams)}"  # noqa: S311
        last = recorder.select_events(stream, desc=True, limit=1)
        version = last[0].originator_version + 1 if last else 1
        event = StoredEvent(stream, version, "thing.done", b"{}")
        try:
            (position,) = recorder.insert_events([event])
        except IntegrityError:
            continue
        acknowledge((stream, version, position))


def start(url: str, *, streams: int, times: int) -> "subprocess.Popen[str]":
    arguments = [url, str(streams), str(times)]
    return subprocess.Popen(  # noqa: S603 - our own arguments
        [sys.executable, "-m", __name__, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def acknowledged(line: str) -> Acknowledged:
    stream, version, position = line.split()
    return stream, int(version), int(position)


def _main(url: str, streams: str, times: str) -> None:
    def say(it: Acknowledged) -> None:
        os.write(1, f"{it[0]} {it[1]} {it[2]}\n".encode())

    recorder = SqlRecorder(engine_for(url))
    with ThreadPoolExecutor(4) as pool:
        for _ in range(4):
            pool.submit(append_at_random, recorder, int(streams), int(times), say)
    recorder.close()


if __name__ == "__main__":
    _main(*sys.argv[1:])
