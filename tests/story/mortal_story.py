"""The story with a ``kill -9`` of the gateway in it: nothing lost, nothing twice.

The gateway is started again at once, while its orphans are still dying. Everybody else
just goes on: the customer's program and the phone try again what was not answered.

``DEATHS=60 pytest -n 2 tests/story`` kills at sixty moments instead of ten.
"""

import os
import random
from collections.abc import Callable
from threading import Timer

import httpx

from tests.story.ledger import (
    Ledger,
    each_always_says_the_same,
    read_rows,
    webhooks_due,
)
from tests.support.customer import Customer, Phone, eventually
from tests.support.gateway_process import GatewayProcess
from tests.support.receiver import Receiver

MESSAGES = 6
LINKING = 4
STEPS = LINKING + 3 * MESSAGES

READ = 3
"""As WhatsApp Web counts."""

DEATHS = int(os.environ.get("DEATHS", "10"))
EARLY, LATE = range(DEATHS // 2), range(DEATHS // 2, DEATHS)
"""Half of them while the session is being linked, half among the messages."""


class Story:
    """Told step by step; at one of them, death strikes."""

    def __init__(
        self,
        gateway: GatewayProcess,
        customer: Customer,
        phone: Phone,
        webhook_url: str,
        *,
        death: int,
        delay: float,
    ) -> None:
        self.ledger = Ledger()
        self._gateway = gateway
        self._customer = customer
        self._phone = phone
        self._webhook_url = webhook_url
        self._death = Timer(delay, self._strike)
        self._deadly_step = death
        self._steps = 0

    def tell(self) -> None:
        self._step(self._register)
        self._step(self._create_session)
        self._step(self._connect)
        self._step(self._link)
        for number in range(MESSAGES):
            self._step(self._send, f"out {number}")
            self._step(self._write, f"in {number}")
            self._step(self._read)
        self._death.join()

    def _strike(self) -> None:
        self._gateway.kill()
        self._gateway.begin()

    def _step(self, act: Callable[..., object], *arguments: str) -> None:
        if self._steps == self._deadly_step:
            self._death.start()
        self._steps += 1
        act(*arguments)

    # --- each insists until it is done ------------------------------------------------

    def _register(self) -> None:
        eventually(self._customer.register_or_log_in, why="an account")

    def _create_session(self) -> None:
        eventually(lambda: self._customer.have_session(self._webhook_url))

    def _connect(self) -> None:
        eventually(self._customer.connect, why="a code or a login")

    def _link(self) -> None:
        eventually(lambda: self._customer.linked(self._phone), why="linked")

    def _send(self, text: str) -> None:
        """Refused while the session is not connected; then it tries again."""

        def accepted() -> bool:
            try:
                answer = self._customer.try_to_send(text)
            except httpx.HTTPError:
                self.ledger.unanswered.append(text)
                return True
            if answer.is_success:
                self.ledger.accepted.append(text)
            return answer.is_success

        eventually(accepted, why=f"{text} is accepted")

    def _read(self) -> None:
        """The friend reads what has arrived last."""

        def read() -> bool:
            sent = self._phone.sent()
            if sent:
                self._phone.ack(sent[-1]["id"], READ)
                self.ledger.read.add(sent[-1]["id"])
            return bool(sent)

        eventually(read, why="read by the friend")

    def _write(self, text: str) -> None:
        def written() -> bool:
            try:
                self.ledger.written[self._phone.write(text)] = text
            except httpx.ConnectError:
                return False
            except httpx.HTTPError:
                self.ledger.unanswered.append(text)
            return True

        eventually(written, why=f"{text} is written")


def survives(
    gateway: GatewayProcess,
    customer: Customer,
    phone: Phone,
    receiver: Receiver,
    *,
    moment: int,
) -> None:
    """Raises AssertionError when something was lost, doubled or left behind."""
    death, delay = _moment(moment)
    gateway.start()
    story = Story(gateway, customer, phone, receiver.url, death=death, delay=delay)
    story.tell()

    ledger = story.ledger
    customer.until("connected")
    eventually(lambda: len(phone.sent()) >= len(ledger.accepted))
    eventually(lambda: ledger.read <= read_rows(gateway.home), why="every receipt")
    due = webhooks_due(gateway.events())
    eventually(lambda: due <= {*receiver.ids()}, why="every webhook")
    ledger.must_be_on_the_phone(phone.sent(), offered_again=1)
    assert gateway.stop() == 0
    ledger.must_be_rows(gateway.home)
    each_always_says_the_same(receiver)
    gateway.command("projections", "verify")
    assert not gateway.processes()


def _moment(number: int) -> tuple[int, float]:
    """A step, and seconds after its beginning: spread, and the same in every run."""
    chance = random.Random(number)  # noqa: S311 - nobody has to guess it
    if number in EARLY:
        step = LINKING * number // len(EARLY)
        return step, chance.uniform(0.0, 2.5 if step > 1 else 0.15)
    among = (number - LATE.start) * (STEPS - LINKING) // len(LATE)
    return LINKING + among, chance.uniform(0.0, 0.15)
