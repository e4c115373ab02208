"""``python -m entrypoints.cli``: the command, where no script of it is installed."""

from entrypoints.cli import main

main()
