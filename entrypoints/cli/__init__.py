"""The command ``messenger-brain``."""

import sys
from collections.abc import Sequence

import click

from domain.kernel import DomainError
from entrypoints.cli.doctor import doctor
from entrypoints.cli.events import events
from entrypoints.cli.keys import keys
from entrypoints.cli.projections import projections
from entrypoints.cli.sandbox import sandbox
from entrypoints.cli.schema import schema
from entrypoints.cli.serve import serve
from entrypoints.cli.sessions import sessions
from entrypoints.cli.tokens import tokens
from entrypoints.cli.users import users


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """A self-hosted WhatsApp messaging gateway.

    Settings are environment variables MESSENGER_BRAIN_*, also read from a file .env in
    the directory this is started in.
    """


for command in (
    serve,
    sandbox,
    users,
    tokens,
    sessions,
    projections,
    events,
    keys,
    schema,
    doctor,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Refusals are one line and exit status 2, as for a wrong option."""
    try:
        cli(arguments)
    except DomainError as refusal:
        click.echo(f"Refused: {refusal}", err=True)
        sys.exit(2)
