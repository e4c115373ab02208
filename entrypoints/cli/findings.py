"""What ``messenger-brain doctor`` finds, and how it says so."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import NoReturn

import click


@dataclass(frozen=True, slots=True)
class Finding:
    """``said`` is what was found, or what to do about it."""

    check: str
    ok: bool
    said: str


def report(findings: Iterable[Finding], *, as_json: bool) -> NoReturn:
    """One after the other, as they are found. Exit status 1 when something failed."""
    well = True
    for it in findings:
        well = well and it.ok
        sign = "ok     " if it.ok else "FAILED "
        click.echo(
            json.dumps(asdict(it)) if as_json else f"{sign} {it.check}: {it.said}"
        )
    sys.exit(0 if well else 1)
