"""``messenger-brain sessions``."""

import json
import sys
from pathlib import Path

import click

from domain.kernel import Invalid
from entrypoints.cli.opening import opened
from entrypoints.moving import export_session, import_session

FILE = click.Path(dir_okay=False, path_type=Path)
FROM_STDIN = click.option(
    "--passphrase-stdin",
    is_flag=True,
    help="Read the passphrase from standard input; without it you are asked.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True)
SHORTEST = 12


@click.group()
def sessions() -> None:
    """Linked numbers: moving one to another gateway."""


@sessions.command("export")
@click.argument("session_id", type=int)
@click.option("--to", "file", type=FILE, required=True)
@click.option("--forget", is_flag=True, help="Erase the login here afterwards.")
@FROM_STDIN
@AS_JSON
def export(
    *, session_id: int, file: Path, forget: bool, passphrase_stdin: bool, as_json: bool
) -> None:
    """Write the login of a disconnected session into an encrypted file.

    Use it in one place only: with --forget it is gone here, and the phone stays linked.
    """
    passphrase = _passphrase(asked=not passphrase_stdin, new=True)
    with opened() as program:
        note = export_session(program, session_id, file, passphrase, forget=forget)
    if as_json:
        click.echo(json.dumps({"session_id": session_id, "file": str(file)}))
    else:
        click.echo(f"The login of +{note.identity.phone_number} is in {file}.")


@sessions.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--user", "user_id", type=int, required=True)
@click.option("--session", "session_id", type=int, help="Instead of a new one.")
@FROM_STDIN
@AS_JSON
def import_(
    *,
    file: Path,
    user_id: int,
    session_id: int | None,
    passphrase_stdin: bool,
    as_json: bool,
) -> None:
    """Put the login of an exported FILE into a session. It connects without a scan."""
    passphrase = _passphrase(asked=not passphrase_stdin, new=False)
    with opened() as program:
        target = import_session(
            program, file, passphrase, user_id=user_id, session_id=session_id
        )
    if as_json:
        click.echo(json.dumps({"session_id": target}))
    else:
        click.echo(f"Session {target} has the login; connect it.")


def _passphrase(*, asked: bool, new: bool) -> str:
    """Raises Invalid: a short one can be found by trying."""
    if asked:
        given: str = click.prompt(
            "Passphrase", hide_input=True, confirmation_prompt=new
        )
    else:
        given = sys.stdin.readline().rstrip("\n")
    if new and len(given) < SHORTEST:
        raise Invalid(passphrase=f"The passphrase needs {SHORTEST} characters or more.")
    return given
