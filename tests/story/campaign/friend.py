"""Whom a number writes with: answers, edits, reacts, deletes, reads, votes."""

import random
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import httpx

from tests.story.campaign.stage import PATIENCE, PICTURE
from tests.story.ledger import Ledger
from tests.support.customer import FRIEND, Phone, eventually

DELIVERED, READ = 2, 3
"""As WhatsApp Web counts."""

DAYS: Final = ["Monday", "Tuesday", "Friday"]
EMOJIS: Final = ["👍", "❤️", "😂", ""]
RECENT: Final = 10

Thing: TypeAlias = Callable[[str], None]
"""Done with words that nobody said before."""


class Friend:
    """``got`` and ``polls`` are the ids of the messages that were sent to them.

    Some of what they do is done on the number's own phone.
    """

    def __init__(
        self,
        phone: Phone,
        number: str,
        ledger: Ledger,
        chance: random.Random,
        key_of: Callable[[int], str],
    ) -> None:
        self.got: list[int] = []
        self.polls: list[int] = []
        self._written: list[str] = []
        self._phone = phone
        self._number = number
        self._ledger = ledger
        self._chance = chance
        self._key_of = key_of

    @property
    def things(self) -> Mapping[Thing, float]:
        """What there is to do, and how often."""
        return {
            self.write_text: 4,
            self.write_poll: 1,
            self.write_picture: 1,
            self.write_in_group: 1,
            self.write_on_own_phone: 1,
            self.edit: 1,
            self.react: 1,
            self.delete: 0.3,
            self.get: 1,
            self.read: 1,
            self.vote: 1,
        }

    # --- messages ---------------------------------------------------------------------

    def write_text(self, words: str) -> None:
        self._write(text=words)

    def write_poll(self, words: str) -> None:
        self._write(poll={"question": words, "options": DAYS})

    def write_picture(self, words: str) -> None:
        file = {"base64": b64encode(PICTURE).decode(), "mimetype": "image/png"}
        self._write(image={**file, "caption": words})

    def write_in_group(self, words: str) -> None:
        self._write(text=words, group=f"120363{self._number}@g.us")

    def write_on_own_phone(self, words: str) -> None:
        self._insist_on_writing("outgoing", text=words, to=FRIEND)

    def _write(self, **message: Any) -> None:
        key = self._insist_on_writing("incoming", **message, **{"from": FRIEND})
        if key and message.keys() == {"text"}:
            self._written.append(key)

    def _insist_on_writing(self, where: str, **message: Any) -> str | None:
        """Who does not hear whether it was written does not write it again."""
        keys: list[str] = []

        def written() -> bool:
            try:
                answer = self._phone.do(where, phone=self._number, **message)
            except httpx.ConnectError:
                return False
            except httpx.HTTPStatusError:
                raise
            except httpx.HTTPError:
                return True
            keys.append(str(answer["id"]))
            return True

        eventually(written, within=PATIENCE, why=f"{message} is written")
        for key in keys:
            self._ledger.written[key] = where
        return keys[0] if keys else None

    # --- what becomes of messages -----------------------------------------------------

    def edit(self, words: str) -> None:
        if self._written:
            recent = self._chance.choice(self._written[-RECENT:])
            self._do("edit", id=recent, text=words)

    def react(self, _: str) -> None:
        """To a message of theirs or of ours."""
        emoji = self._chance.choice(EMOJIS)
        there = [*self._written[-RECENT:], *self.got[-RECENT:]]
        if there:
            message = self._chance.choice(there)
            key = self._key_of(message) if isinstance(message, int) else message
            self._do("reaction", id=key, text=emoji)

    def delete(self, _: str) -> None:
        if self._written:
            message = self._chance.choice(self._written[-RECENT:])
            self._written.remove(message)
            self._do("revoke", id=message)

    def vote(self, _: str) -> None:
        if self.polls:
            choice = self._chance.choice(DAYS)
            self._do("vote", id=self._key_of(self.polls[-1]), options=[choice])

    def get(self, _: str) -> None:
        self._acknowledge(DELIVERED)

    def read(self, _: str) -> None:
        self._acknowledge(READ)

    def _acknowledge(self, ack: int) -> None:
        if self.got:
            key = self._key_of(self._chance.choice(self.got[-RECENT:]))
            self._insist(lambda: self._phone.ack(key, ack))

    def _do(self, what: str, **deed: Any) -> None:
        who = {"phone": self._number, "from": FRIEND}
        self._insist(lambda: self._phone.do(what, **who, **deed))

    def _insist(self, act: Callable[[], object]) -> None:
        """Twice is as good as once; what WhatsApp does not allow is left alone.

        That may be a message that has not arrived yet, or is too old to be edited.
        """

        def done() -> bool:
            try:
                act()
            except httpx.HTTPStatusError as error:
                return error.response.is_client_error
            except httpx.HTTPError:
                return False
            return True

        eventually(done, within=PATIENCE, why="the phone does it")
