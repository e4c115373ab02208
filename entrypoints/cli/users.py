"""``messenger-brain users``."""

import json
import sys

import click

from entrypoints.cli.opening import opened
from entrypoints.cli.progress import watching
from entrypoints.erasure import erase_user
from projections.users import users_list


@click.group()
def users() -> None:
    """Accounts."""


@users.command()
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from standard input; without it you are asked.",
)
@click.option("--subscription", metavar="SLUG", help="A plan to begin with.")
@click.option("--json", "as_json", is_flag=True)
def create(
    *,
    name: str,
    email: str,
    password_stdin: bool,
    subscription: str | None,
    as_json: bool,
) -> None:
    """A new account, with a personal access token.

    The token is shown this once. The last line of the --json form is
    {"user_id": ..., "token": ...}.
    """
    password = _password(asked=not password_stdin)
    with opened() as program:
        program.subscriptions.open_catalogue()
        if subscription:  # a mistyped one must leave no account behind
            program.subscriptions.take.plan_on_sale(subscription)
        user = program.users.register(
            name=name, email=email, password=password, verified=True
        )
        if subscription:
            program.subscriptions.take(user.id, subscription)
        token = program.users.issue_token(user.id, name="command line")
    if as_json:
        click.echo(json.dumps({"user_id": user.id, "token": token.token}))
    else:
        click.echo(f"User {user.id} has the token {token.token}")


def _password(*, asked: bool) -> str:
    if asked:
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


@users.command()
@click.argument("user_id", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(*, user_id: int, yes: bool) -> None:
    """Forget the person USER_ID: for good, in every table and in the log.

    Sessions are ended, the account's key is destroyed, and every table is rebuilt from
    what is left.
    """
    if not yes:
        click.confirm(f"Erase user {user_id} for good?", abort=True)
    with opened() as program, watching("erase") as watch:
        erase_user(program, user_id, watch)
    click.echo(f"User {user_id} is erased.", err=True)


@users.command(name="list")
@click.option("--json", "as_json", is_flag=True)
def list_(*, as_json: bool) -> None:
    """Every account, the oldest first."""
    with opened() as program:
        program.projector.catch_up()
        with program.reading() as rows:
            found = users_list(rows)
    for user in found:
        facts = {
            "id": user.id,
            "name": user.name,
            "email": user.email,
            "status": user.state.value,
        }
        if as_json:
            click.echo(json.dumps(facts, ensure_ascii=False))
        else:
            click.echo("  ".join(map(str, facts.values())))
