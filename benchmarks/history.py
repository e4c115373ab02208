"""The log of a busy gateway: customers, each with a number, and mostly messages.

In the order of time: while one message waits to be read, others are written.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from adapters.event_store.envelope import Envelope, enclose
from benchmarks.talk import Talk
from domain.kernel import Event
from domain.whatsapp_session.events import IssuedKey
from tests.support import a

CUSTOMER_EVERY = 500  # talks


def pages(count: int) -> Iterator[Sequence[Envelope]]:
    """``count`` events or a few more, to be appended page by page."""
    yield enclose("plan:1", 0, [a.plan_added(plan_id=1), a.plan_activated(plan_id=1)])
    later = defaultdict[int, list[Envelope]](list)
    done = number = 0
    while done < count:
        customer, first = 1 + number // CUSTOMER_EVERY, number % CUSTOMER_EVERY == 0
        number += 1
        for wait, step in Talk(number, customer).steps():
            later[number + wait] += step
        page = [*(_customer(customer) if first else ()), *later.pop(number)]
        done += len(page)
        yield page


def _customer(number: int) -> Sequence[Envelope]:
    """Registers, takes a subscription and links a number. All ids are the number."""
    user = {"user_id": number}
    session = {**user, "session_id": number}
    key = IssuedKey(token_id=number, digest=f"{number:064x}", sealed="sealed-key")
    email = f"customer-{number}@example.com"
    return [
        *_stream(
            f"user:{number}",
            a.user_registered(**user, email=email),
            a.user_email_verified(**user, email=email),
        ),
        *_stream(
            f"subscription:{number}",
            a.subscription_taken(**user, subscription_id=number, plan_id=1),
        ),
        *_stream(
            f"whatsapp_session:{number}",
            a.session_created(**session, api_key=key),
            a.session_connecting(**session),
            a.session_qr_shown(**session),
            a.session_connected(**session),
        ),
    ]


def _stream(name: str, *events: Event) -> Sequence[Envelope]:
    return enclose(name, 0, events)
