"""``messenger-brain schema``."""

import click

from adapters.event_store.tables import checkpoint_tables, log_tables
from projections.kernel import read_tables
from projections.schema import DIALECTS, ddl


@click.command()
@click.option(
    "--dialect",
    type=click.Choice(sorted(DIALECTS)),
    default="sqlite",
    show_default=True,
)
@click.option(
    "--events/--tables-only", default=False, help="Also the tables of the event log."
)
def schema(*, dialect: str, events: bool) -> None:
    """Print the DDL of every table."""
    log = (log_tables, checkpoint_tables) if events else ()
    for statement in ddl(dialect, *log, read_tables):
        click.echo(f"{statement};\n")
