from collections.abc import Iterator

import click

from entrypoints.cli import cli
from tests.docs.pages import REFERENCE, codes, rows


def test_every_command_is_described_with_what_it_takes() -> None:
    described = {
        codes(command)[0]: set(codes(takes))
        for command, takes, _ in rows(REFERENCE / "cli.md", "Command")
    }

    assert described == {name: _takes(it) for name, it in _commands(cli)}


def _commands(
    group: click.Group, prefix: str = ""
) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


def _takes(command: click.Command) -> set[str]:
    """An option by its first name, an argument by what the usage line calls it."""
    context = click.Context(command)
    return {
        it.opts[0] if isinstance(it, click.Option) else it.make_metavar(context)
        for it in command.params
        if not getattr(it, "hidden", False)
    }
