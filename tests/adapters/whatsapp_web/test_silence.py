"""A page that is late with its pulse is told of, and so is that it answers again."""

import asyncio
from typing import Any

from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.lookout import Lookout
from domain.whatsapp import PageAnswers, PageSilent, Report


class Feed:
    position = ("document", 0)

    def __init__(self) -> None:
        self.told: list[Report] = []
        self.heard = asyncio.Event()

    def tell(self, report: Report) -> None:
        self.told.append(report)
        self.heard.set()


class Calls:
    """Answers once that is allowed."""

    def __init__(self) -> None:
        self.free = asyncio.Event()

    async def call(self, *_: Any, **__: Any) -> list[object]:
        await self.free.wait()
        return []


def pulse(calls: Calls, feed: Feed, *, silent: float) -> asyncio.Task[None]:
    anything: Any = (calls, feed)
    lookout = Lookout(
        anything[0],
        anything[1],
        url="",
        deadlines=Deadlines(silent=silent),
        proxy=anything[0],
    )
    return asyncio.create_task(lookout._pulse())  # noqa: SLF001


async def test_a_late_answer_is_two_reports() -> None:
    calls, feed = Calls(), Feed()
    pulsing = pulse(calls, feed, silent=0.01)
    await feed.heard.wait()
    calls.free.set()
    await pulsing

    assert [type(it) for it in feed.told] == [PageSilent, PageAnswers]


async def test_an_answer_in_time_is_none() -> None:
    calls, feed = Calls(), Feed()
    calls.free.set()
    await pulse(calls, feed, silent=3600)

    assert feed.told == []
