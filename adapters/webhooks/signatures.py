"""How a receiver can tell that a webhook came from this gateway, unchanged and now."""

import hmac
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Letter:
    """One attempt at one delivery. ``id`` is the same at every attempt."""

    id: str
    event_id: str
    url: str
    body: bytes
    attempt: int
    secret: str
    bare_secret: bool
    """Whether the secret itself travels too, as WasenderAPI's clients compare it."""


def headers(letter: Letter, timestamp: int) -> dict[str, str]:
    """``timestamp`` is the moment of this attempt in unix seconds."""
    signed = {
        "Content-Type": "application/json",
        "User-Agent": "MessengerBrain",
        "X-Webhook-Id": letter.id,
        "X-Webhook-Event-Id": letter.event_id,
        "X-Webhook-Timestamp": str(timestamp),
        "X-Webhook-Hmac-SHA256": signature(letter.secret, timestamp, letter.body),
        "X-Webhook-Attempt": str(letter.attempt),
    }
    if letter.bare_secret:
        signed["X-Webhook-Signature"] = letter.secret
    return signed


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 in hexadecimal over ``<timestamp>.<body>``."""
    signed = f"{timestamp}.".encode() + body
    return hmac.new(secret.encode(), signed, sha256).hexdigest()
