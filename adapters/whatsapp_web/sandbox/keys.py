"""Message keys, as WhatsApp Web prints them: ``true_34600111222@c.us_3EB0AB``.

Whether it is ours, the chat, the id, and in a group also the author.
"""

from dataclasses import dataclass

from pydantic import JsonValue

from adapters.whatsapp_web.sandbox.addresses import is_group
from domain.kernel import Invalid

_PARTS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message was written and by whom, as the page of ``me`` sees it.

    ``to`` is who was written to: a person or a group, in the page's form like all here.
    """

    me: str
    author: str
    to: str

    @property
    def from_me(self) -> bool:
        return self.author == self.me

    @property
    def chat(self) -> str:
        return self.to if self.from_me or is_group(self.to) else self.author

    def key(self, message_id: str) -> str:
        key = f"{str(self.from_me).lower()}_{self.chat}_{message_id}"
        return f"{key}_{self.author}" if is_group(self.to) else key

    def fields(self, message_id: str) -> dict[str, JsonValue]:
        """What a message says of its place."""
        fields: dict[str, JsonValue] = {
            "id": self.key(message_id),
            "from": self.me if self.from_me else self.chat,
            "to": self.chat if self.from_me else self.me,
            "self": "out" if self.from_me else "in",
        }
        return fields | {"author": self.author} if is_group(self.to) else fields


def chat_and_id(key: str) -> tuple[str, str]:
    """The chat and the bare id of a serialised key. Raises Invalid."""
    parts = key.split("_")
    if len(parts) < _PARTS:
        raise Invalid(id="A message needs a key such as true_34600111222@c.us_3EB0AB.")
    return parts[1], parts[2]
