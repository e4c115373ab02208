"""``messenger-brain events``: the log itself."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TextIO

import click

from adapters.event_store.recorder import StoredRow
from domain.kernel import Invalid
from entrypoints import history, importing
from entrypoints.cli.opening import opened
from entrypoints.program import Program

PAGE = 500


@click.group()
def events() -> None:
    """The log: everything that happened, in order."""


@events.command(name="list")
@click.option("--stream", help='Only this stream, such as "whatsapp_session:1".')
@click.option("--type", "type_", help='Only this type, such as "message.sent".')
@click.option("--after", default=0, show_default=True, help="A position of the log.")
@click.option("--limit", type=click.IntRange(min=0), default=100, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def list_(
    *, stream: str | None, type_: str | None, after: int, limit: int, as_json: bool
) -> None:
    """What happened, the oldest first."""
    with opened(project=False) as program:
        rows = _rows(program, stream, after)
        asked = (row for row in rows if type_ in (None, row.type))
        for row in islice(asked, limit):
            told = history.told(program, row)
            click.echo(json.dumps(told) if as_json else _line(told))


@events.command()
@click.argument("position", type=int)
def show(*, position: int) -> None:
    """The event at POSITION, whole."""
    with opened(project=False) as program:
        found = program.journal.stored_page(after=position - 1, upto=position, size=1)
        if not found:
            click.echo(f"The log ends at {program.journal.end}.", err=True)
            sys.exit(2)
        told = history.told(program, found[0])
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))


@events.command()
@click.option("--after", default=0, show_default=True, help="A position of the log.")
def export(*, after: int) -> None:
    """Every event as a line of JSON, after a header.

    What is private is in clear in it: keep it as you keep the database.
    """
    with opened(project=False) as program:
        for line in history.exported(program, after=after):
            click.echo(line)


@events.command(name="import")
@click.argument("file", type=click.File(encoding="utf-8"))
def import_(*, file: TextIO) -> None:
    """Write the export FILE ("-" for standard input) into an empty store.

    All of it is checked before any of it is written; standard input is kept in a
    temporary file meanwhile. After an interruption begin again with an empty store.

    Positions, ids and rows become the same. Use the same master key, or API keys and
    webhook secrets can't be read.
    """
    written = 0
    with opened() as program:
        for written in importing.imported(program, file):
            if sys.stderr.isatty():
                click.echo(f"\r{written} events", nl=False, err=True)
        program.projector.catch_up()
    click.echo(f"Imported {written} events.", err=True)


@events.command()
@click.argument("stream")
@click.option(
    "--as-of",
    metavar="POSITION|TIME",
    help="Then, instead of now. TIME is ISO 8601: what was recorded until then, give "
    "or take what was just being written.",
)
def state(*, stream: str, as_of: str | None) -> None:
    """The aggregate of STREAM, such as "whatsapp_session:1", as JSON."""
    with opened(project=False) as program:
        upto = None if as_of is None else _position(program, as_of)
        found = history.state_of(program, stream, upto=upto)
        click.echo(found.model_dump_json(indent=2))


def _position(program: Program, as_of: str) -> int:
    try:
        if as_of.isascii() and as_of.isdecimal():
            return min(int(as_of), program.journal.end)
        moment = datetime.fromisoformat(as_of).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid(
            as_of=f"{as_of[:50]!r} is neither a position nor an ISO 8601 time."
        ) from error
    return history.position_at(program, moment)


@events.command()
@click.option("--after", type=int, help="A position of the log; its end if not given.")
def tail(*, after: int | None) -> None:
    """What happens, as it happens, as lines of JSON, until interrupted."""
    with opened(project=False) as program:
        after = program.journal.end if after is None else after
        while True:
            for row in _rows(program, None, after):
                told = history.told(program, row)
                click.echo(json.dumps(told, ensure_ascii=False))
                after = row.position
            program.journal.new_events.wait(after=after, timeout=0.2)


def _line(told: Mapping[str, Any]) -> str:
    at = (told["recorded_at"] or "can't be read").partition(".")[0]
    return f"{told['position']:>8}  {at:<19}  {told['stream']}  {told['type']}"


def _rows(program: Program, stream: str | None, after: int) -> Iterator[StoredRow]:
    """As they are stored: what can't be read is to be seen here, if anywhere."""
    if stream is not None:
        rows = program.journal.stored_history(stream)
        yield from (row for row in rows if row.position > after)
        return
    while page := program.journal.stored_page(after=after, size=PAGE):
        yield from page
        after = page[-1].position
