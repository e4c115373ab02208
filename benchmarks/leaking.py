"""What is left behind by messages: in browsers, and in the gateway."""

import time
from collections.abc import Iterable
from functools import partial
from typing import Final

from benchmarks.figures import Figure, Goal
from benchmarks.linked import Linked, linked
from benchmarks.processes import Usage
from tests.support.customer import Customer

SESSIONS: Final = 2
WARM_UP: Final = 200
MESSAGES: Final = 1000
"""That each session sends, and as many that it gets."""

LOOKS, LOOK_SECONDS = 8, 1.0
"""Least of some looks: rubbish comes and goes."""


def leak() -> Iterable[Figure]:
    """Two sessions, a thousand messages out and in each: what memory keeps of them."""
    with linked(SESSIONS) as there:
        there.everybody(partial(_talk, there, WARM_UP))
        there.until_settled(2 * SESSIONS * WARM_UP)
        before = _least(there)
        there.everybody(partial(_talk, there, MESSAGES))
        there.until_settled(2 * SESSIONS * (WARM_UP + MESSAGES))
        after = _least(there)
    messages = f"{MESSAGES:,} messages out and {MESSAGES:,} in"
    browser = (after.browsers_mib - before.browsers_mib) / SESSIONS
    yield Figure(
        "leak_browser_mb_per_1000_messages",
        browser,
        "MB",
        f"growth of a browser after {messages}; it had "
        f"{before.browsers_mib / SESSIONS:,.0f} MB after {WARM_UP} of each",
        Goal(50, most=True),
    )
    yield Figure(
        "leak_gateway_mb_per_1000_messages",
        (after.gateway_mib - before.gateway_mib) / SESSIONS,
        "MB",
        f"growth of the gateway by a session with {messages}; it had "
        f"{before.gateway_mib:,.0f} MB",
        Goal(10, most=True),
    )


def _talk(there: Linked, count: int, customer: Customer) -> None:
    for number in range(count):
        customer.send(f"message {number}")
        there.phone.write(f"answer {number}", to=customer.number)


def _least(there: Linked) -> Usage:
    looks = []
    for _ in range(LOOKS):
        time.sleep(LOOK_SECONDS)
        looks.append(there.usage())
    return Usage(
        gateway_mib=min(it.gateway_mib for it in looks),
        browsers_mib=min(it.browsers_mib for it in looks),
        gateway_seconds=looks[-1].gateway_seconds,
        browser_seconds=looks[-1].browser_seconds,
    )
