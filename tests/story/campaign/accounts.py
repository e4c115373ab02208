"""What everybody has in the end, set against each other: WhatsApp, the log, webhooks.

What is wrong is a list of sentences, which is empty when every promise was kept.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from threading import Event as Flag
from time import monotonic
from typing import Any, Final

import httpx

from tests.story.campaign.blows import BLOWS, named
from tests.story.campaign.line import Line
from tests.story.campaign.promises import Promises
from tests.story.campaign.stage import PATIENCE, Stage
from tests.story.ledger import column, each_always_says_the_same, webhooks_due

LOOK_SECONDS: Final = 1.0


class Accounts:
    def __init__(
        self, stage: Stage, lines: Sequence[Line], blows: Counter[str]
    ) -> None:
        self.counts: dict[str, int] = {}
        self._stage = stage
        self._lines = lines
        self._blows = blows

    def wrong_at_the_end(self) -> list[str]:
        """When everything has settled, or had all the time to; then all is stopped."""
        self._settle()
        wrong = [*self._wrong(), *self._wrong_rows()]
        if (status := self._stage.gateway.stop()) != 0:
            wrong.append(f"the gateway stopped with exit status {status}")
        if left := self._stage.gateway.processes():
            wrong.append(f"processes are left over: {left}")
        for check in (self._verify, self._say_the_same):
            wrong += _complaint(check)
        return wrong

    def _settle(self) -> None:
        """Looked at seldom: the whole log is read each time."""
        until, nobody = monotonic() + PATIENCE, Flag()
        while monotonic() < until:
            with suppress(httpx.HTTPError):
                if not any(self._unsettled()) and not any(self._wrong()):
                    return
            nobody.wait(LOOK_SECONDS)

    def _unsettled(self) -> Iterator[str]:
        """Cheap to know."""
        for line in self._lines:
            if (status := line.customer.status()) != "connected":
                yield f"{line.phone_number} is {status}"
        yield from self._wrong_rows()

    def _wrong(self) -> list[str]:
        state = self._stage.whatsapp_state()
        events = self._stage.gateway.events()
        return [
            *self._wrong_lines(state, events),
            *self._wrong_webhooks(events),
        ]

    def _wrong_lines(
        self, state: dict[str, Any], events: Sequence[dict[str, Any]]
    ) -> Iterator[str]:
        deaths = sum(self._blows[named(it)] for it in BLOWS)
        self.counts = {"offered again by WhatsApp Web": 0, "events": len(events)}
        for line in self._lines:
            promises = Promises(line, state, events)
            yield from promises.broken()
            for name, count in promises.counts().items():
                self.counts[name] = self.counts.get(name, 0) + count
        again = self.counts["offered again by WhatsApp Web"]
        if again > 2 * deaths:
            yield f"{again} messages were offered again after {deaths} deaths"

    def _wrong_webhooks(self, events: Sequence[dict[str, Any]]) -> Iterator[str]:
        due, came = webhooks_due(events), self._stage.receiver.ids()
        self.counts |= {"webhooks due": len(due), "webhook posts": len(came)}
        if missing := due - {*came}:
            yield f"{len(missing)} webhooks did not arrive: {sorted(missing)[:5]}"
        if unknown := {*came} - due:
            yield f"{len(unknown)} webhooks nobody called for: {sorted(unknown)[:5]}"

    def _wrong_rows(self) -> Iterator[str]:
        """What may not stay in the tables."""
        for table, query in IN_PROGRESS.items():
            (left,) = column(self._stage.gateway.home, query)
            if left:
                yield f"{left} still in progress in {table}"

    def _verify(self) -> None:
        self._stage.gateway.command("projections", "verify")

    def _say_the_same(self) -> None:
        each_always_says_the_same(self._stage.receiver)


IN_PROGRESS: Final = {
    "send_outbox": "SELECT count(*) FROM send_outbox",
    "webhook_outbox": "SELECT count(*) FROM webhook_outbox WHERE status = 'pending'",
}


def _complaint(check: Callable[[], None]) -> list[str]:
    try:
        check()
    except AssertionError as error:
        return [str(error)]
    return []
