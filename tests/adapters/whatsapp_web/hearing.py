"""What a page reported, and waiting for what it will report."""

import asyncio
from typing import TypeVar

from domain.whatsapp import Report

R = TypeVar("R", bound=Report)

PATIENCE_SECONDS = 40.0


class Hearing:
    """Give it to ``Whatsapp.open``; take the reports from it one after the other."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self._passed = self._taken = 0
        self._news = asyncio.Event()

    def __call__(self, report: Report) -> None:
        self.reports.append(report)
        self._news.set()

    def pass_over(self) -> None:
        """What was reported until now is of no interest any more."""
        self._passed = self._taken = len(self.reports)

    async def next(self, kind: type[R], *, within: float = PATIENCE_SECONDS) -> R:
        """The next report of that kind; those before it are passed over."""
        try:
            async with asyncio.timeout(within):
                return await self._next(kind)
        except TimeoutError:
            raise AssertionError(
                f"No {kind.__name__} among {self.reports[self._taken :]}"
            ) from None

    async def _next(self, kind: type[R]) -> R:
        at = self._taken
        while True:
            for report in self.reports[at:]:
                at += 1
                if isinstance(report, kind):
                    self._taken = at
                    return report
            self._news.clear()
            await self._news.wait()

    def heard(self, kind: type[R]) -> list[R]:
        """All of that kind that were not passed over."""
        since = self.reports[self._passed :]
        return [report for report in since if isinstance(report, kind)]
