"""What was measured: results.json for programs, docs/benchmarks.md for people."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "benchmarks.md"

INTRODUCTION = """\
# Benchmarks

*Written by `make bench`; the same in `benchmarks/results.json`. Each figure is the
median of several runs. What is compared was run in turns, and compared turn by turn.
Only ratios mean something elsewhere. Measured on:*
"""


def write(figures: Sequence[Figure], machine: Mapping[str, str]) -> None:
    taken = datetime.now(UTC).isoformat(timespec="seconds")
    found = [asdict(it) | {"verdict": it.verdict} for it in figures]
    results = {"taken": taken, "machine": dict(machine), "figures": found}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    PAGE.write_text(page(figures, machine))


def page(figures: Sequence[Figure], machine: Mapping[str, str]) -> str:
    """In Markdown."""
    on = ", ".join(f"{name} {value}" for name, value in machine.items())
    rows = [_row(it) for it in figures]
    head = ["| What | Measured | Goal | | In detail |", "|---|--:|--:|---|---|"]
    return "\n".join([INTRODUCTION, f"{on}.", "", *head, *rows, ""])


def _row(it: Figure) -> str:
    cells = (f"`{it.name}`", it.measured, it.goal or "", it.verdict, it.detail)
    return f"| {' | '.join(map(str, cells))} |"
