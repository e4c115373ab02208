"""How a campaign went, for people."""

from collections.abc import Iterator, Mapping

from tests.story.campaign.campaign import Outcome


def told(outcome: Outcome) -> str:
    return "\n".join(_lines(outcome))


def _lines(it: Outcome) -> Iterator[str]:
    minutes, seconds = divmod(round(it.seconds), 60)
    yield f"\nseed {it.seed}, {it.sessions} sessions, {minutes} min {seconds} s"
    yield f"{it.rounds} rounds, each with one blow:"
    yield from _counted(it.blows)
    yield "what customers and phones did:"
    yield from _counted(it.done)
    yield "in the end:"
    yield from _counted(it.counts)
    yield f"broken promises: {len(it.wrong)}"
    yield from (f"  {wrong}" for wrong in it.wrong)


def _counted(counts: Mapping[str, int]) -> Iterator[str]:
    for name, count in counts.items():
        yield f"  {count:7,} {name}"
