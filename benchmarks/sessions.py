"""Linked numbers, one and twenty: how soon a message is out, and what it all costs."""

import time
from collections.abc import Iterable, Iterator
from statistics import median
from typing import Final

from benchmarks.figures import Figure, Goal
from benchmarks.linked import Linked, linked, paced, percentile
from benchmarks.measuring import stopwatch
from tests.support.customer import Customer

MANY: Final = 20
MESSAGES: Final = 200
"""That one session sends, when it is measured how soon they are out."""

EACH: Final = 15
"""The same, of each of many."""

PAUSE: Final = 0.1
MANY_PAUSE: Final = 1.0
"""Seconds from one message to the next of a session."""

FLOOD: Final = 40
"""Messages that each of many sends, and as many that each gets, as fast as it goes."""

IDLE_SECONDS: Final = 20.0
SETTLE_SECONDS: Final = 5.0


def one_session() -> Iterable[Figure]:
    """One linked session: how soon a message is out, and what it takes to wait."""
    with linked(1) as there:
        yield _idle(there)
        (customer,) = there.customers
        paced(MESSAGES, PAUSE, lambda it: customer.send(f"message {it}"))
        there.until_settled(MESSAGES)
        yield from _latency(there, "", goals=True)


def twenty_sessions() -> Iterable[Figure]:
    """Twenty linked sessions on one gateway: start, idleness, messages, memory."""
    with linked(MANY) as there:
        yield _started_again(there)
        yield _idle(there)
        yield _memory(there)
        there.everybody(_say_now_and_then)
        there.until_settled(MANY * EACH)
        yield from _latency(there, f"_{MANY}_sessions", goals=False)
        yield from _flood(there)


def _say_now_and_then(customer: Customer) -> None:
    paced(EACH, MANY_PAUSE, lambda it: customer.send(f"message {it}"))


def _latency(there: Linked, of: str, *, goals: bool) -> Iterator[Figure]:
    took = there.milliseconds()
    detail = (
        f"{len(took)} messages, from acceptance until WhatsApp's server has it from "
        f"the page; longest {took[-1]:.1f} ms"
    )
    half, most = Goal(50, most=True), Goal(250, most=True)
    yield Figure(
        f"accepted_to_page_ms{of}", median(took), "ms", detail, half if goals else None
    )
    yield Figure(
        f"accepted_to_page_p99_ms{of}",
        percentile(took, 99),
        "ms",
        detail,
        most if goals else None,
    )


def _idle(there: Linked) -> Figure:
    time.sleep(SETTLE_SECONDS)
    before = there.usage()
    time.sleep(IDLE_SECONDS)
    after = there.usage()
    a_minute = 60 / IDLE_SECONDS
    gateway = (after.gateway_seconds - before.gateway_seconds) * a_minute
    browsers = (after.browser_seconds - before.browser_seconds) * a_minute
    count = len(there.customers)
    detail = f"gateway {gateway:.2f}, {count} browsers {browsers:.2f}"
    name = f"idle_cpu_{count}_session{'s' if count > 1 else ''}_s_per_min"
    return Figure(name, gateway + browsers, "s/min", detail)


def _started_again(there: Linked) -> Figure:
    """In order, and from the start of the process until the last one is connected."""
    there.gateway.stop()
    with stopwatch() as watch:
        there.gateway.start()
        there.until_connected()
    detail = "from the start of the process until all of them are connected again"
    return Figure(f"start_{MANY}_sessions_seconds", watch.seconds, "s", detail)


def _memory(there: Linked) -> Figure:
    usage = there.usage()
    count = len(there.customers)
    detail = (
        f"gateway {usage.gateway_mib:,.0f} MB, {count} browsers "
        f"{usage.browsers_mib:,.0f} MB, what they share counted by its share"
    )
    whole = (usage.gateway_mib + usage.browsers_mib) / count
    return Figure(f"memory_per_session_{count}_sessions_mb", whole, "MB", detail)


def _flood(there: Linked) -> Iterator[Figure]:
    """Everybody sends and gets as fast as it goes."""
    before, done = there.usage(), there.count()
    expected = 2 * MANY * FLOOD
    with stopwatch() as watch:
        there.everybody(lambda it: _flood_one(there, it))
        there.until_settled(done + expected)
    after = there.usage()
    gateway = after.gateway_seconds - before.gateway_seconds
    browsers = after.browser_seconds - before.browser_seconds
    detail = (
        f"{expected:,} messages, half of them in, half out; processor seconds: gateway "
        f"{gateway:.1f}, browsers {browsers:.1f}"
    )
    rate = watch.per_second(expected)
    yield Figure(f"messages_per_s_{MANY}_sessions", rate, "messages/s", detail)
    failures = there.failures()
    missing = MANY * (EACH + FLOOD) - len(there.phone.sent())
    yield Figure(
        f"failures_{MANY}_sessions",
        failures + abs(missing),
        "messages",
        "failed, missing, or twice on the phone",
        Goal(0, most=True),
    )


def _flood_one(there: Linked, customer: Customer) -> None:
    for number in range(FLOOD):
        customer.send(f"flood {number}")
        there.phone.write(f"flood {number}", to=customer.number)
