"""A process that folds slices of the log: orders come in, changes of rows go out.

Orders are read from standard input, and answered on standard output, one by one. The
process ends when its input does.
"""

import gc
import os
import pickle
import signal
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from projections.replay import Replay, Slice


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started it
    gc.disable()  # millions of objects are made, in no circles
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing may come in between
    with suppress(EOFError, BrokenPipeError):
        work(sys.stdin.buffer, answers)


def work(orders: BinaryIO, answers: BinaryIO) -> None:
    """The first order is the Replay, each other a Slice.

    An answer is what was made of a slice, or the exception. Raises EOFError.
    """
    replay: Replay = pickle.load(orders)  # noqa: S301 - from who started this process
    while True:
        answers.write(_answer(replay, pickle.load(orders)))  # noqa: S301 - as above
        answers.flush()


def _answer(replay: Replay, these: Slice) -> bytes:
    try:
        return _pickled(replay.fold(these))
    except Exception as error:  # noqa: BLE001 - it is raised where it is understood
        return _pickled_error(error)


def _pickled_error(error: Exception) -> bytes:
    try:
        return _pickled(error)
    except Exception:  # noqa: BLE001 - whatever an exception has inside of it
        return _pickled(RuntimeError(repr(error)))


def _pickled(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
