"""``messenger-brain keys``: the master key, and what is sealed under it."""

import click

from adapters.security.master_key import add_master_key
from adapters.security.secrets import MasterKeySecrets
from domain.kernel import Conflict
from entrypoints.cli.opening import opened


@click.group()
def keys() -> None:
    """The master key, under which every person's own key is kept."""


@keys.command()
def rotate() -> None:
    """Make a new master key, and put every person's key under it.

    Stop the gateway first. The old key stays behind the new one in the data directory:
    API keys and webhook secrets of sessions made before are still sealed under it.
    """
    with opened() as program:
        settings = program.settings
        if settings.master_key is not None:
            raise Conflict(
                "The master key is given by MESSENGER_BRAIN_MASTER_KEY: put a new one "
                "before it there, with a comma between, then say `keys rewrap`."
            )
        new = MasterKeySecrets(*add_master_key(settings.home.absolute()))
        count = program.personal_keys.rewrap(new)
    click.echo(f"There is a new master key; {count} personal keys are under it.")


@keys.command()
def rewrap() -> None:
    """Put every person's key under the first of the master keys.

    Also what finishes a `rotate` that was interrupted.
    """
    with opened() as program:
        count = program.personal_keys.rewrap(program.secrets)
    click.echo(f"{count} personal keys are under the newest master key.")
