"""``messenger-brain tokens``."""

import json

import click

from entrypoints.cli.opening import opened


@click.group()
def tokens() -> None:
    """Personal access tokens."""


@tokens.command()
@click.option("--user", "user_id", type=int, required=True)
@click.option("--name", default="command line", show_default=True)
@click.option("--json", "as_json", is_flag=True)
def create(*, user_id: int, name: str, as_json: bool) -> None:
    """A token for the account's API. It is shown this once."""
    with opened() as program:
        token = program.users.issue_token(user_id, name=name)
    if as_json:
        click.echo(
            json.dumps({"id": token.id, "user_id": user_id, "token": token.token})
        )
    else:
        click.echo(token.token)


@tokens.command()
@click.option("--user", "user_id", type=int, required=True)
@click.argument("token_id", type=int)
def revoke(*, user_id: int, token_id: int) -> None:
    """TOKEN_ID stops working at once."""
    with opened() as program:
        program.users.revoke_token(user_id, token_id)
    click.echo(f"Token {token_id} is revoked.")
