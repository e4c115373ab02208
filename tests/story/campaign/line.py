"""One number: its customer's program and its phone, who go on whatever happens."""

import random
from collections import Counter
from threading import Event as Flag
from typing import Any, Final

import httpx

from tests.story.campaign.friend import DAYS, Friend
from tests.story.campaign.stage import PATIENCE, Stage
from tests.story.ledger import Ledger
from tests.support.customer import Customer, Phone, eventually

PAUSE: Final = 0.15
"""Seconds between two things that a number does, at most: it is no flood."""


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
        self._friend = Friend(
            self.phone, self.phone_number, self.ledger, self._chance, self._key
        )

    def link(self) -> None:
        self.customer.register()
        self.customer.create_session(self._receiver)
        self.customer.link(self.phone, within=PATIENCE)

    def close(self) -> None:
        self.customer.close()
        self.phone.close()

    def run(self, stop: Flag) -> None:
        """One thing after the other, until told to stop."""
        things = {
            self.send_text: 6.0,
            self.send_picture: 1.0,
            self.send_poll: 1.0,
            **self._friend.things,
        }
        while not stop.wait(self._chance.uniform(0, PAUSE)):
            (thing,) = self._chance.choices([*things], [*things.values()])
            thing(f"{self.phone_number} {self.done.total()}")
            self.done[thing.__name__.replace("_", " ")] += 1

    def send_text(self, words: str) -> None:
        self._send(words, text=words)

    def send_picture(self, words: str) -> None:
        self._send(words, text=words, imageUrl=self._picture)

    def send_poll(self, words: str) -> None:
        poll = {"question": words, "options": DAYS}
        if message_id := self._send(words, text="", poll=poll):
            self._friend.polls.append(message_id)

    def _send(self, words: str, **message: Any) -> int | None:
        """Refused while the session is not connected; then it tries again."""
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
        message_id = int(answers[-1].json()["data"]["msgId"])
        self._friend.got.append(message_id)
        return message_id

    def _key(self, message_id: int) -> str:
        def key() -> str:
            return str(self.customer.info(message_id)["key"]["id"])

        return eventually(key, within=PATIENCE, why="the key of a message")
