"""``messenger-brain projections``: the tables as read models of the log."""

import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from adapters.event_store.tracking import readers
from entrypoints.cli.opening import opened
from entrypoints.cli.progress import watching
from projections import maintenance, send_outbox_queries, webhook_outbox
from projections.comparison import Verdict
from projections.kernel import ReadModel
from projections.read_models import REBUILDABLE

NAMES = [model.name for model in REBUILDABLE]

tables_argument = click.argument(
    "tables", nargs=-1, type=click.Choice(NAMES), metavar="[TABLE]..."
)


@click.group()
def projections() -> None:
    """The tables, which are made of the events and can be made again."""


@projections.command()
@click.option("--json", "as_json", is_flag=True)
def status(*, as_json: bool) -> None:
    """How far each reader of the log has come, and what waits to be done."""
    with opened(project=False) as program, program.reading() as rows:
        end = program.journal.end
        facts = {
            "log": end,
            "tables": program.projector.position,
            "lag": program.projector.lag,
            "readers": {
                name: {"position": position, "lag": end - position}
                for name, position in readers(program.tables).items()
            },
            "sends_waiting": send_outbox_queries.count_waiting(rows),
            "webhooks_waiting": webhook_outbox.count_waiting(rows),
        }
    click.echo(json.dumps(facts) if as_json else STATUS.format(**facts))


STATUS = """\
The log ends at {log}; the tables show {tables}.
Events behind: {lag}
Messages to send: {sends_waiting}
Webhooks to deliver: {webhooks_waiting}"""


@projections.command()
@tables_argument
def rebuild(*, tables: Sequence[str]) -> None:
    """Make the tables again from the log, all of them unless some are named.

    Readers see the old rows until the new ones take their place at one stroke.
    """
    with opened() as program, watching("rebuild") as watch:
        program.projector.catch_up()
        maintenance.rebuild(program.projector, _chosen(tables), watch)
    click.echo(f"Rebuilt: {', '.join(tables) or 'every table'}.", err=True)


@projections.command()
@tables_argument
@click.option("--json", "as_json", is_flag=True)
def verify(*, tables: Sequence[str], as_json: bool) -> None:
    """Compare the tables with what the log says; exit status 1 if they differ."""
    with opened() as program, watching("verify") as watch:
        program.projector.catch_up()
        verdicts = maintenance.verify(program.projector, _chosen(tables), watch)
    for verdict in verdicts:
        click.echo(json.dumps(_facts(verdict)) if as_json else _line(verdict))
    sys.exit(0 if all(verdict.ok for verdict in verdicts) else 1)


def _chosen(tables: Sequence[str]) -> list[ReadModel]:
    return [model for model in REBUILDABLE if not tables or model.name in tables]


def _facts(verdict: Verdict) -> dict[str, Any]:
    odd = verdict.first_difference
    return {
        "table": verdict.table,
        "ok": verdict.ok,
        "rows": verdict.rows,
        "rows_told": verdict.rows_told,
        "digest": verdict.digest,
        "digest_told": verdict.digest_told,
        "first_difference": odd and {"id": odd.key, "columns": odd.columns},
    }


def _line(verdict: Verdict) -> str:
    if verdict.first_difference is None:
        return f"ok    {verdict.table}: {verdict.rows} rows, {verdict.digest[:12]}"
    odd = verdict.first_difference
    columns = f" in {', '.join(odd.columns)}" if odd.columns else ""
    counts = f"{verdict.rows} rows, the log tells {verdict.rows_told}"
    return f"WRONG {verdict.table}: {counts}; first at {odd.key}{columns}"
