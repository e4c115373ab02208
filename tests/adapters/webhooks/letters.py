"""Example letters."""

from typing import Any

from adapters.webhooks.signatures import Letter


def letter(**but: Any) -> Letter:
    facts: dict[str, Any] = {
        "id": "53.message.sent",
        "event_id": "5d7c0a7e-0000-4000-8000-000000000001",
        "url": "http://127.0.0.1:1/hook",
        "body": b'{"event":"message.sent"}',
        "attempt": 2,
        "secret": "s" * 64,
        "bare_secret": True,
    }
    return Letter(**facts | but)
