"""A gateway with linked numbers, in real processes, and what they say to each other."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.processes import Usage, usage_of
from domain.reference import MessageStatus
from tests.story.ledger import column
from tests.support.customer import Customer, Phone, eventually
from tests.support.gateway_process import GatewayProcess

PATIENCE: Final = 300.0
AT_ONCE: Final = 4
"""Customers that register and scan at the same time."""

PENDING, FAILED = MessageStatus.PENDING.row_id, MessageStatus.FAILED.row_id
UNSENT: Final = f"({PENDING}, {FAILED})"
STATUS: Final = "message_session_status_id"


@dataclass(frozen=True)
class Linked:
    gateway: GatewayProcess
    phone: Phone
    customers: Sequence[Customer]

    def usage(self) -> Usage:
        return usage_of(self.gateway)

    def everybody(self, act: Callable[[Customer], object]) -> None:
        """All at the same time."""
        with ThreadPoolExecutor(len(self.customers)) as pool:
            list(pool.map(act, self.customers))

    def until_connected(self) -> None:
        for it in self.customers:
            eventually(
                lambda it=it: it.status() == "connected",  # type: ignore[misc]
                within=PATIENCE,
            )

    def until_settled(self, messages: int) -> None:
        """So many rows there are, and nothing is on its way."""
        eventually(lambda: self.count() >= messages, within=PATIENCE, why="settled")

    def count(self) -> int:
        """Messages that came in, or went out."""
        return self._rows(f"{STATUS} NOT IN {UNSENT}")

    def failures(self) -> int:
        return self._rows(f"{STATUS} = {FAILED}")

    def _rows(self, which: str) -> int:
        query = f"SELECT count(*) FROM messages WHERE {which}"  # noqa: S608 - our own
        (count,) = column(self.gateway.home, query)
        return int(count)

    def milliseconds(self) -> list[float]:
        """From each message's acceptance until WhatsApp had it from its page."""
        accepted = {
            it["data"]["key"]["id"]: _time(it["data"]["at"])
            for it in self.gateway.events()
            if it["type"] == "message.accepted"
        }
        return sorted(
            (_time(it["at"]) - accepted[it["id"]]).total_seconds() * 1000
            for it in self.phone.sent()
        )


@contextmanager
def linked(sessions: int) -> Iterator[Linked]:
    """So many numbers, each of a customer of its own, and all connected."""
    with ExitStack() as stack:
        place = stack.enter_context(TemporaryDirectory(prefix="messenger-brain-bench-"))
        gateway = GatewayProcess(Path(place) / "home")
        stack.callback(gateway.end)
        gateway.start()
        phone = stack.enter_context(closing(Phone(gateway.sandbox)))
        customers = [_customer(gateway, it) for it in range(sessions)]
        for it in customers:
            stack.callback(it.close)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda it: _link(it, phone), customers))
        yield Linked(gateway, phone, customers)


def _customer(gateway: GatewayProcess, number: int) -> Customer:
    return Customer(
        gateway.api,
        number=f"34600{number:06}",
        email=f"owner-{number}@example.com",
    )


def _link(customer: Customer, phone: Phone) -> None:
    customer.register()
    customer.create_session()
    customer.link(phone, within=PATIENCE)


def _time(text: Any) -> datetime:
    return datetime.fromisoformat(str(text))


def percentile(values: Sequence[float], percent: int) -> float:
    """Of sorted ones."""
    return values[max(0, -(-len(values) * percent // 100) - 1)]


def paced(count: int, seconds: float, act: Callable[[int], object]) -> None:
    """One after the other, each as long after the one before, if it can be."""
    for number in range(count):
        began = time.monotonic()
        act(number)
        time.sleep(max(0.0, seconds - (time.monotonic() - began)))
