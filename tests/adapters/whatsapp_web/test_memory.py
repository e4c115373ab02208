"""The memory of a browser is that of all its processes."""

import os
import subprocess
import sys

from adapters.whatsapp_web import memory

MEGABYTE = 1024**2

# A leader that has a child, both with memory of their own, until its input ends.
GROUP = """
import subprocess, sys
held = bytearray(b"x") * (40 * 1024**2)
child = "held = bytearray(b'x') * (60 * 1024**2); print('up', flush=True); input()"
with subprocess.Popen([sys.executable, "-c", child], stdin=subprocess.PIPE):
    input()
"""


def test_all_processes_of_a_group_count() -> None:
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", GROUP],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as leader:
        assert leader.stdout
        assert leader.stdout.readline() == b"up\n"
        taken = memory.of_group(leader.pid)
        os.killpg(leader.pid, 9)

    assert 100 * MEGABYTE < taken < 250 * MEGABYTE


def test_a_group_that_has_ended_takes_nothing() -> None:
    with subprocess.Popen(["/bin/true"], start_new_session=True) as leader:
        leader.wait()
    assert memory.of_group(leader.pid) == 0
