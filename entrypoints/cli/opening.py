"""A program for one command: opened, brought up to date, closed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from eventsourcing.persistence import PersistenceError
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from adapters.event_store.envelope import originating
from adapters.event_store.unreadable import UnreadableEvent
from domain.kernel import Unavailable
from entrypoints.bootstrap import bootstrap
from entrypoints.program import Program
from entrypoints.settings import Settings


def settings() -> Settings:
    """Says which setting is wrong, in one line, and ends the command."""
    try:
        return Settings()
    except ValidationError as error:
        for fault in error.errors():
            name = "_".join(map(str, fault["loc"])).upper()
            click.echo(f"MESSENGER_BRAIN_{name}: {fault['msg']}", err=True)
        sys.exit(2)


@contextmanager
def opening() -> Iterator[None]:
    """Around what opens keys and databases: says in a line what keeps them shut.

    Raises Unavailable.
    """
    try:
        yield
    except (SQLAlchemyError, PersistenceError, ImportError, OSError, ValueError) as it:
        what = str(it).partition("\n")[0]
        raise Unavailable(
            f"The data can't be opened: {what} `messenger-brain doctor` says more."
        ) from it


@contextmanager
def opened(*, project: bool = True) -> Iterator[Program]:
    """What the command records carries the operator as its actor.

    Then the tables follow the log, unless the command only looks. That they can't says
    nothing against what the command did: it is a warning.
    """
    chosen = settings()
    with opening():
        program = bootstrap(chosen)
    try:
        with originating(actor="operator"):
            yield program
        if project:
            _catch_up(program)
    finally:
        program.close()


def _catch_up(program: Program) -> None:
    try:
        program.projector.catch_up()
    except UnreadableEvent as error:
        click.echo(f"The tables do not follow the log: {error}", err=True)
