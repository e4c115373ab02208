"""Webhooks to deliver: which events make them, and who may take which, when."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from adapters.database import writing
from domain.kernel import Event
from domain.whatsapp import GroupAction
from projections import webhook_outbox
from projections.webhook_outbox import Delivery, DeliveryStatus
from tests.projections.world import World
from tests.support import a

LEASE = timedelta(minutes=1)


def names(world: World, *events: Event) -> list[str]:
    world.tell(*events)
    return [row[3] for row in world.contents([webhook_outbox.model])["webhook_outbox"]]


FROM_CHANNEL = a.THEIR_KEY.model_copy(update={"remote_jid": "120363@newsletter"})
BROADCAST = a.THEIR_KEY.model_copy(update={"remote_jid": "status@broadcast"})
RECEIVED = ["messages.received", "messages.upsert"]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (a.message_accepted(), []),
        (a.message_failed(), ["message.sent"]),
        (a.message_sent(), ["message.sent", "messages.upsert"]),
        (a.message_acknowledged(), ["messages.update"]),
        (a.message_received(), ["messages-personal.received", *RECEIVED]),
        (
            a.message_received(key=a.GROUP_KEY),
            ["messages-group.received", *RECEIVED],
        ),
        (
            a.message_received(key=FROM_CHANNEL),
            ["messages-newsletter.received", *RECEIVED],
        ),
        (a.message_received(key=BROADCAST), RECEIVED),
        (a.message_received(key=a.KEY), ["messages.upsert"]),
        (a.message_requeued(), []),
        (a.message_edited(), ["messages.update"]),
        (a.message_revoked(), ["messages.delete"]),
        (a.message_reacted(), ["messages.reaction"]),
        (a.message_poll_voted(), ["poll.results"]),
        (a.call_seen(), ["call"]),
        (a.group_changed(action=GroupAction.CREATED), ["groups.upsert"]),
        (a.group_changed(action=GroupAction.ADDED), ["group-participants.update"]),
        (a.group_changed(action=GroupAction.DEMOTED), ["group-participants.update"]),
        (a.group_changed(action=GroupAction.SUBJECT), ["groups.update"]),
        (a.group_changed(action=GroupAction.PICTURE), ["groups.update"]),
        (a.presence_changed(), []),
        (a.session_connecting(), ["session.status"]),
        (a.session_qr_shown(), ["qrcode.updated", "session.status"]),
        (a.session_logged_out(), ["session.status"]),
        (a.browser_opened(), []),
    ],
)
def test_the_webhooks_of_an_event(
    begun: World, event: Event, expected: Sequence[str]
) -> None:
    assert sorted(names(begun, event)) == sorted(expected)


def claim(world: World, now: datetime = a.SOON) -> Delivery | None:
    with writing(world.rows) as rows:
        return webhook_outbox.claim_next(rows, a.SESSION, now=now, lease=LEASE)


def settle(world: World, delivery: Delivery, status: DeliveryStatus) -> None:
    with writing(world.rows) as rows:
        webhook_outbox.settle(
            rows,
            delivery.id,
            status=status,
            now=a.NOON,
            last_status=503,
            last_error="down",
            due_at=a.LATER,
        )


@pytest.fixture
def telling(begun: World) -> World:
    begun.tell(a.session_connecting(), a.session_disconnected(at=a.SOON))
    return begun


@pytest.fixture
def delivery(telling: World) -> Delivery:
    """The older one of two, being delivered."""
    claimed = claim(telling)
    assert claimed is not None
    return claimed


def test_the_oldest_delivery_is_claimed_first(delivery: Delivery) -> None:
    assert (delivery.id, delivery.position) == ("5.session.status", 5)
    assert (delivery.attempts, delivery.due_at) == (1, a.SOON + LEASE)


def test_a_session_with_something_to_deliver_is_found(telling: World) -> None:
    with telling.reading() as rows:
        assert webhook_outbox.sessions_due(rows, now=a.NOON) == [a.SESSION]
        before = a.NOON - LEASE
        assert webhook_outbox.sessions_due(rows, now=before) == []


def test_what_is_being_delivered_holds_up_what_is_younger(
    telling: World, delivery: Delivery
) -> None:
    assert claim(telling) is None

    settle(telling, delivery, DeliveryStatus.DELIVERED)

    younger = claim(telling)
    assert younger is not None
    assert younger.position == 6


def test_a_failed_delivery_is_tried_again_under_the_same_id(
    telling: World, delivery: Delivery
) -> None:
    settle(telling, delivery, DeliveryStatus.PENDING)

    again = claim(telling, now=a.LATER)

    assert again is not None
    assert (again.id, again.attempts) == (delivery.id, 2)


@pytest.mark.parametrize(
    "status", [DeliveryStatus.DELIVERED, DeliveryStatus.DROPPED, DeliveryStatus.DEAD]
)
def test_what_was_settled_is_never_claimed_again(
    telling: World, delivery: Delivery, status: DeliveryStatus
) -> None:
    settle(telling, delivery, status)

    row = telling.row(webhook_outbox.webhook_outbox, delivery.id)
    assert row is not None
    delivered = status is DeliveryStatus.DELIVERED
    assert row["delivered_at"] == (a.NOON if delivered else None)
    assert (row["last_status"], row["last_error"]) == (503, "down")
    younger = claim(telling, now=a.LATER)
    assert younger is not None
    assert younger.position == 6
