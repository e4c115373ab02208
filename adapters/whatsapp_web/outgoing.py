"""Which call of wa-js sends which kind of message. A new kind is a line in KINDS."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from domain.whatsapp import Content, SendRefused


class WaCall(NamedTuple):
    """``WPP.chat[function](chat, ...arguments, options)``."""

    function: str
    arguments: list[JsonValue]


def _text(body: JsonValue) -> WaCall:
    if not isinstance(body, str) or not body:
        raise SendRefused("The text of a message can't be empty.")
    return WaCall("sendTextMessage", [body])


KINDS: Mapping[str, Callable[[JsonValue], WaCall]] = {
    "conversation": _text,
}


def call_for(content: Content) -> WaCall:
    """How to send it. Raises SendRefused for a kind that can't be sent."""
    for kind, body in content.items():
        if kind in KINDS:
            return KINDS[kind](body)
    kinds = ", ".join(content) or "an empty one"
    raise SendRefused(f"This kind of message can't be sent: {kinds}.")
