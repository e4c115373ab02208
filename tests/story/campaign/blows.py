"""What strikes: the gateway, a browser, its renderer, the network, WhatsApp itself."""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import httpx

from tests.story.campaign.line import Line
from tests.story.campaign.stage import PATIENCE, Stage
from tests.support.customer import eventually

Blow: TypeAlias = Callable[[Stage, Line], None]

LOST_ANSWERS: Final = 2
REFUSALS: Final = 5


def gateway_killed(stage: Stage, _: Line) -> None:
    stage.gateway.kill()
    stage.gateway.begin()


def gateway_restarted(stage: Stage, _: Line) -> None:
    assert stage.gateway.stop() == 0
    stage.gateway.begin()


def browser_killed(stage: Stage, line: Line) -> None:
    for pid in _browsers(stage, line):
        _signal(pid, signal.SIGKILL)


def renderer_killed(stage: Stage, line: Line) -> None:
    for pid in _renderers(stage, line):
        _signal(pid, signal.SIGKILL)


def renderer_frozen(stage: Stage, line: Line) -> None:
    """It lives and answers nothing: the page's pulse tells, not the process.

    When its browser dies it can't even learn of that until it is let go.
    """
    for pid in _renderers(stage, line):
        stage.at_end(partial(_signal, pid, signal.SIGCONT))
        _signal(pid, signal.SIGSTOP)


def network_dropped(_: Stage, line: Line) -> None:
    with suppress(httpx.HTTPError):
        line.phone.do("drop", phone=line.phone_number)


def answers_lost(_: Stage, line: Line) -> None:
    with suppress(httpx.HTTPError):
        line.phone.lose_answers(LOST_ANSWERS, line.phone_number)


def whatsapp_killed(stage: Stage, _: Line) -> None:
    stage.whatsapp.kill()
    stage.whatsapp.begin()


def receiver_down(stage: Stage, _: Line) -> None:
    stage.refusals += REFUSALS


BLOWS: Final[Mapping[Blow, float]] = {
    gateway_killed: 4,
    gateway_restarted: 1,
    browser_killed: 4,
    renderer_killed: 4,
    renderer_frozen: 1,
    network_dropped: 3,
    answers_lost: 3,
    whatsapp_killed: 1,
    receiver_down: 1,
}
"""How likely each is."""

TO_ALL: Final = (gateway_killed, gateway_restarted, whatsapp_killed)
"""Those that strike every number."""

HARMLESS: Final = (receiver_down,)
"""No number has to get over it."""


def named(blow: Blow) -> str:
    return getattr(blow, "__name__", str(blow)).replace("_", " ")


def _browsers(stage: Stage, line: Line) -> list[int]:
    """The one that has the number's profile: there is one, or will be in a moment."""
    profile = stage.gateway.home / "profiles" / str(line.customer.session_id)
    asked = f"--user-data-dir={profile}\0".encode()

    def found() -> list[int]:
        return [
            pid
            for pid, command in _commands()
            if asked in command and b"--type=" not in command
        ]

    return eventually(found, within=PATIENCE, why="a browser")


def _renderers(stage: Stage, line: Line) -> list[int]:
    def found() -> list[int]:
        groups = _browsers(stage, line)
        return [
            pid
            for pid, command in _commands()
            if b"--type=renderer" in command and _group(pid) in groups
        ]

    return eventually(found, within=PATIENCE, why="a renderer")


def _commands() -> Iterator[tuple[int, bytes]]:
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            yield int(process.name), (process / "cmdline").read_bytes()


def _group(pid: int) -> int:
    with suppress(ProcessLookupError):
        return os.getpgid(pid)
    return 0


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
