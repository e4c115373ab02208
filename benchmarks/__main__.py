"""``python -m benchmarks``: run all and write the report; with names, only print."""

import sys
from collections.abc import Iterator, Sequence

from benchmarks import (
    appending,
    appending_postgresql,
    leaking,
    memory_of_browsers,
    projecting,
    rebuilding,
    report,
    sessions,
)
from benchmarks.figures import Benchmark, Figure
from benchmarks.machine import description

BENCHMARKS: tuple[Benchmark, ...] = (
    appending.append_concurrent32,
    appending.append_single,
    appending.notification_read,
    appending_postgresql.append_concurrent32_on_postgresql,
    appending_postgresql.append_single_on_postgresql,
    projecting.live,
    rebuilding.rebuilding,
    sessions.one_session,
    sessions.twenty_sessions,
    leaking.leak,
    memory_of_browsers.memory_of_browsers,
)


def main(names: Sequence[str]) -> None:
    known = {it.__name__: it for it in BENCHMARKS}
    if unknown := set(names) - known.keys():
        sys.exit(f"No benchmark is called {unknown}; there are: {', '.join(known)}")
    figures = list(_measured([known[name] for name in names or known]))
    if not names:
        report.write(figures, description())
        print(f"Written to {report.PAGE.relative_to(report.ROOT)}.")


def _measured(benchmarks: Sequence[Benchmark]) -> Iterator[Figure]:
    for benchmark in benchmarks:
        print(f"\n{benchmark.__doc__}")
        for figure in benchmark():
            print(f"  {figure.name}: {figure.measured} {figure.verdict}")
            print(f"    {figure.detail}")
            yield figure


if __name__ == "__main__":
    main(sys.argv[1:])
