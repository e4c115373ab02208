"""A receiver can tell whose webhook it is, that it is whole, and that it is new."""

import hmac
from hashlib import sha256

from adapters.webhooks.signatures import headers, signature
from tests.adapters.webhooks.letters import letter

MOMENT = 1_767_355_200


def test_a_receiver_can_check_the_signature() -> None:
    said = headers(letter(), MOMENT)
    signed = said["X-Webhook-Timestamp"].encode() + b"." + letter().body

    expected = hmac.new(b"s" * 64, signed, sha256).hexdigest()
    assert said["X-Webhook-Hmac-SHA256"] == expected


def test_every_header_has_its_value() -> None:
    assert headers(letter(), MOMENT) == {
        "Content-Type": "application/json",
        "User-Agent": "MessengerBrain",
        "X-Webhook-Id": "53.message.sent",
        "X-Webhook-Event-Id": "5d7c0a7e-0000-4000-8000-000000000001",
        "X-Webhook-Timestamp": str(MOMENT),
        "X-Webhook-Hmac-SHA256": signature("s" * 64, MOMENT, letter().body),
        "X-Webhook-Attempt": "2",
        "X-Webhook-Signature": "s" * 64,
    }


def test_the_bare_secret_stays_at_home_if_the_owner_wants_that() -> None:
    assert "X-Webhook-Signature" not in headers(letter(bare_secret=False), MOMENT)


def test_another_body_moment_or_secret_gives_another_signature() -> None:
    given = {
        signature("one", 1, b"body"),
        signature("two", 1, b"body"),
        signature("one", 2, b"body"),
        signature("one", 1, b"bodi"),
    }

    assert len(given) == 4
