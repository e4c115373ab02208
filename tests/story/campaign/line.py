"""One number: its customer's program and its phone, who go on whatever happens."""

import random
from collections import Counter
from collections.abc import Callable
from threading import Event as Flag
from typing import Any, Final

import httpx

from tests.story.campaign.stage import PATIENCE, Stage
from tests.story.ledger import Ledger
from tests.support.customer import FRIEND, Customer, Phone, eventually

DELIVERED, READ = 2, 3
"""As WhatsApp Web counts."""

PAUSE: Final = 0.15
"""Seconds between two things that a number does, at most: it is no flood."""

DAYS: Final = ["Monday", "Tuesday", "Friday"]
EMOJIS: Final = ["👍", "❤️", "😂", ""]


class Line:
    """``done`` counts what it did, ``well`` what was accepted since it was struck."""

    def __init__(self, stage: Stage, number: int, seed: int) -> None:
        self.phone_number = f"34600{number:06}"
        self.customer = Customer(
            stage.gateway.api,
            number=self.phone_number,
            email=f"owner-{number}@example.com",
        )
        self.phone = Phone(stage.whatsapp.sandbox)
        self.ledger = Ledger()
        self.done = Counter[str]()
        self.well = 0
        self._picture = stage.picture
        self._receiver = stage.receiver.url
        self._chance = random.Random(f"{seed} {number}")  # noqa: S311 - no secret
        self._accepted: list[int] = []
        self._polls: list[int] = []
        self._written: list[str] = []

    def link(self) -> None:
        self.customer.register()
        self.customer.create_session(self._receiver)
        self.customer.link(self.phone)

    def close(self) -> None:
        self.customer.close()
        self.phone.close()

    def run(self, stop: Flag) -> None:
        """One thing after the other, until told to stop."""
        things = {
            self._send_text: 6,
            self._send_picture: 1,
            self._send_poll: 1,
            self._hear_text: 5,
            self._hear_poll: 1,
            self._write_here: 1,
            self._edited: 1,
            self._reacted: 1,
            self._deleted: 0.3,
            self._delivered: 1,
            self._read: 1,
            self._voted: 1,
        }
        while not stop.wait(self._chance.uniform(0, PAUSE)):
            (thing,) = self._chance.choices([*things], [*things.values()])
            thing()
            self.done[thing.__name__.strip("_").replace("_", " ")] += 1

    # --- out --------------------------------------------------------------------------

    def _send_text(self) -> None:
        self._send(text=self._words("out"))

    def _send_picture(self) -> None:
        self._send(text=self._words("picture"), imageUrl=self._picture)

    def _send_poll(self) -> None:
        poll = {"question": self._words("poll"), "options": DAYS}
        if message_id := self._send(text="", poll=poll):
            self._polls.append(message_id)

    def _send(self, **message: Any) -> int | None:
        """Refused while the session is not connected; then it tries again."""
        words = message["text"] or message["poll"]["question"]
        answers: list[httpx.Response] = []

        def accepted() -> bool:
            try:
                answers.append(self.customer.try_to_send(**message))
            except httpx.ConnectError:
                return False
            except httpx.HTTPError:
                self.ledger.unanswered.append(words)
                return True
            return answers[-1].is_success

        eventually(accepted, within=PATIENCE, why=f"{words} is accepted")
        if not (answers and answers[-1].is_success):
            return None
        self.well += 1
        self.ledger.accepted.append(words)
        self._accepted.append(int(answers[-1].json()["data"]["msgId"]))
        return self._accepted[-1]

    def _words(self, what: str) -> str:
        return f"{self.phone_number} {what} {self.done.total()}"

    # --- in ---------------------------------------------------------------------------

    def _hear_text(self) -> None:
        self._hear("incoming", text=self._words("in"), **{"from": FRIEND})

    def _hear_poll(self) -> None:
        poll = {"question": self._words("in"), "options": DAYS}
        self._hear("incoming", poll=poll, **{"from": FRIEND})

    def _write_here(self) -> None:
        """On the phone itself."""
        self._hear("outgoing", text=self._words("here"), to=FRIEND)

    def _hear(self, where: str, **message: Any) -> None:
        """Who does not hear whether it was written does not write it again."""

        def written() -> bool:
            try:
                answer = self.phone.do(where, phone=self.phone_number, **message)
            except httpx.ConnectError:
                return False
            except httpx.HTTPError:
                return True
            self.ledger.written[str(answer["id"])] = where
            if where == "incoming" and "text" in message:
                self._written.append(str(answer["id"]))
            return True

        eventually(written, within=PATIENCE, why=f"{message} is written")

    # --- what becomes of messages -----------------------------------------------------

    def _edited(self) -> None:
        if self._written:
            message = self._chance.choice(self._written)
            self._do("edit", id=message, text=self._words("edited"))

    def _reacted(self) -> None:
        """To a message of theirs or of ours."""
        emoji = self._chance.choice(EMOJIS)
        message = self._chance.choice([*self._written[-9:], *self._accepted[-9:], ""])
        if key := self._key(message) if isinstance(message, int) else message:
            self._do("reaction", id=key, text=emoji)

    def _deleted(self) -> None:
        if self._written:
            message = self._chance.choice(self._written)
            self._written.remove(message)
            self._do("revoke", id=message)

    def _voted(self) -> None:
        if self._polls:
            poll, choice = self._polls[-1], self._chance.choice(DAYS)
            self._do("vote", id=self._key(poll), options=[choice])

    def _delivered(self) -> None:
        self._acknowledge(DELIVERED)

    def _read(self) -> None:
        self._acknowledge(READ)

    def _acknowledge(self, ack: int) -> None:
        if self._accepted:
            message = self._chance.choice(self._accepted[-20:])
            key = self._key(message)
            self._insist(lambda: self.phone.ack(key, ack))

    def _do(self, what: str, **deed: Any) -> None:
        """The friend does it to a message that is there by now."""
        deed = {"phone": self.phone_number, "from": FRIEND, **deed}
        self._insist(lambda: self.phone.do(what, **deed))

    def _insist(self, act: Callable[[], object]) -> None:
        """Doing it twice is as good as doing it once; what is not there yet is not."""

        def done() -> bool:
            try:
                act()
            except httpx.HTTPStatusError as error:
                return error.response.status_code == httpx.codes.NOT_FOUND
            except httpx.HTTPError:
                return False
            return True

        eventually(done, within=PATIENCE, why="the phone does it")

    def _key(self, message_id: int) -> str:
        def key() -> str:
            return str(self.customer.info(message_id)["key"]["id"])

        return eventually(key, within=PATIENCE, why="the key of a message")
