"""How a long replay shows that it goes on."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar

from projections.maintenance import Progress


@contextmanager
def watching(name: str) -> Iterator[Callable[[Progress], None]]:
    """A progress bar on a terminal, JSON lines elsewhere; both on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda it: click.echo(_progress_line(name, it), err=True)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]} events/s"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console) as bar:
        task = bar.add_task(name, rate="-", total=None)
        yield lambda it: bar.update(
            task, completed=it.done, total=it.total, rate=f"{it.rate:,.0f}"
        )


def _progress_line(name: str, it: Progress) -> str:
    return json.dumps(
        {
            "task": name,
            "done": it.done,
            "total": it.total,
            "events_per_second": round(it.rate),
            "seconds_left": _seconds_left(it),
        }
    )


def _seconds_left(it: Progress) -> float | None:
    """At the rate until now; None while there is none."""
    return round((it.total - it.done) / it.rate, 1) if it.rate else None
