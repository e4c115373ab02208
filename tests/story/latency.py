"""How long from a message's acceptance until WhatsApp has it: ``python -m`` this.

Prints milliseconds from the ``message.accepted`` event, which is made before the
customer has an answer, to ``message.sent``, which is made when the page in the browser
has heard from the sandbox's server: so what the page sees is sooner still.
"""

import statistics
import tempfile
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tests.support.customer import Customer, Phone, eventually
from tests.support.gateway_process import GatewayProcess

MESSAGES: Final = 200
PAUSE_SECONDS: Final = 0.05
"""Between two messages, so that none waits for the one before it."""


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        gateway = GatewayProcess(Path(place) / "home").start()
        try:
            took = sorted(measured(gateway))
        finally:
            gateway.end()
    p99 = took[int(0.99 * len(took)) - 1]
    print(  # noqa: T201 - its purpose
        f"{len(took)} messages: median {statistics.median(took):.1f} ms, "
        f"p99 {p99:.1f} ms, longest {took[-1]:.1f} ms"
    )


def measured(gateway: GatewayProcess) -> list[float]:
    """Milliseconds of each message."""
    customer, phone = Customer(gateway.api), Phone(gateway.sandbox)
    with closing(customer), closing(phone):
        customer.register()
        customer.create_session()
        customer.link(phone)
        for number in range(MESSAGES):
            customer.send(f"message {number}")
            time.sleep(PAUSE_SECONDS)
        eventually(lambda: len(phone.sent()) == MESSAGES)
    events = gateway.events()
    accepted, sent = moments(events, "accepted"), moments(events, "sent")
    return [(sent[it] - accepted[it]).total_seconds() * 1000 for it in accepted]


def moments(events: list[dict[str, Any]], what: str) -> dict[int, datetime]:
    """When it happened to each message, by id."""
    return {
        it["data"]["message_id"]: datetime.fromisoformat(it["data"]["at"])
        for it in events
        if it["type"] == f"message.{what}"
    }


if __name__ == "__main__":
    main()
