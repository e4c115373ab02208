"""/health: for whoever restarts this program, and whoever sends it requests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import structlog
from litestar import Controller, HttpMethod, Response, route
from litestar.di import NamedDependency
from sqlalchemy import select

from entrypoints.program import Program

IN_TIME: Final = 2.0
"""Seconds within which the tables must show what the log holds."""

ASKED_BY: Final = (HttpMethod.GET, HttpMethod.HEAD)
"""Load balancers and monitors often ask with HEAD: the status is the answer."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Health:
    """``checks``: what was looked at, and "ok" or what is wrong with it."""

    status: str
    checks: Mapping[str, str]


class HealthController(Controller):
    path = "/health"
    tags = ("Health",)

    @route("/live", http_method=ASKED_BY, sync_to_thread=False)
    def live(self) -> Health:
        """The process answers."""
        return Health("ok", {})

    @route("/ready", http_method=ASKED_BY, sync_to_thread=True)
    def ready(self, program: NamedDependency[Program]) -> Response[Health]:
        """Both databases answer, and the tables keep up with the log; else 503."""
        checks = {
            "events": _tried(lambda: program.journal.end),
            "tables": _tried(lambda: _answering(program)),
            "projections": _tried(lambda: _keeping_up(program)),
        }
        well = set(checks.values()) == {"ok"}
        health = Health("ok" if well else "unavailable", checks)
        return Response(health, status_code=200 if well else 503)


def _tried(look: Callable[[], object]) -> str:
    """Only the kind of error is told: its text may have addresses and names in it."""
    try:
        look()
    except Exception as error:  # whatever it is, it is not well
        log.warning("not ready", exc_info=error)
        return type(error).__name__
    return "ok"


def _answering(program: Program) -> None:
    with program.reading() as rows:
        rows.execute(select(1))


def _keeping_up(program: Program) -> None:
    with program.settled(seconds=IN_TIME):
        return
