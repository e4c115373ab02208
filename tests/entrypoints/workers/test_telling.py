"""Webhooks arrive: in order, again until they are taken, under ids that stay."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select, update

from adapters.database import reading, writing
from adapters.webhooks import payloads
from adapters.webhooks.client import WebhookClient
from domain.whatsapp import Linked, MessageKey, MessageSeen, QrShown, StreamLost
from entrypoints.program import Program
from entrypoints.workers import telling
from entrypoints.workers.telling import Teller
from projections.webhook_outbox import DeliveryStatus, claim_next, webhook_outbox
from tests.entrypoints.workers.office import FRIEND, PHONE, Office
from tests.support.receiver import Receiver
from tests.support.waiting import until

LINKED = Linked(
    phone_number=PHONE, jid=f"{PHONE}@s.whatsapp.net", lid=None, push_name="Ana"
)


class Shop(Office):
    """A session whose owner has a receiver; what WhatsApp reports is made up."""

    def __init__(self, program: Program, receiver: Receiver) -> None:
        super().__init__(program)
        self.receiver = receiver
        self.change(webhook_url=receiver.url, webhook_enabled=True)
        self._teller: asyncio.Task[None] | None = None
        self._numbers = iter(range(1000))

    def change(self, **settings: object) -> None:
        self.program.sessions.update(self.id, settings)

    def begin(
        self, *, deadline: float = 5.0, margin: timedelta = telling.MARGIN
    ) -> None:
        async def tell() -> None:
            async with WebhookClient(deadline=deadline) as client:
                await Teller(self.program, client, margin=margin).run()

        self._teller = asyncio.create_task(tell())

    async def end(self) -> None:
        if self._teller:
            self._teller.cancel()
            with suppress(asyncio.CancelledError):
                await self._teller

    def hear(self, text: str) -> None:
        """Somebody wrote to the session."""
        key = MessageKey(
            id=f"3A{next(self._numbers):018X}",
            remote_jid=f"{FRIEND}@s.whatsapp.net",
            from_me=False,
        )
        now = self.program.clock.now()
        seen = MessageSeen(
            key=key, content={"conversation": text}, push_name=None, sent_at=now
        )
        self.program.messages.record_received(self.id, seen)

    def move(self, times: int = 1) -> None:
        """A session.status for each."""
        self.program.sessions.connect(self.id)
        for _ in range(times - 1):
            self.program.sessions.record_report(self.id, LINKED)
            self.program.sessions.record_report(self.id, StreamLost(reason="a test"))

    def deliveries(self) -> dict[str, tuple[str, int]]:
        """Status and attempts of each."""
        it = webhook_outbox.c
        query = select(it.id, it.status, it.attempts)
        with self.program.settled(), reading(self.program.tables) as rows:
            return {row.id: (row.status, row.attempts) for row in rows.execute(query)}

    def statuses(self) -> list[str]:
        """What the receiver was told of the session, in order."""
        posts = self.receiver.of("session.status")
        return [post.body["data"]["status"] for post in posts]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
async def shop(program: Program, receiver: Receiver) -> AsyncIterator[Shop]:
    shop = Shop(program, receiver)
    yield shop
    await shop.end()


async def test_what_happens_is_told_signed_and_settled(shop: Shop) -> None:
    shop.begin()
    shop.move()

    await until(lambda: shop.receiver.posts)
    (post,) = shop.receiver.posts
    assert post.body["data"] == {"status": "connecting", "session_id": shop.id}
    session = shop.program.sessions.all.get(shop.id)
    secret = shop.program.secrets.open(session.webhook_secret)
    signed = post.headers["X-Webhook-Timestamp"].encode() + b"." + post.raw
    expected = hmac.new(secret.encode(), signed, sha256).hexdigest()
    assert post.headers["X-Webhook-Hmac-SHA256"] == expected
    assert post.headers["X-Webhook-Signature"] == secret
    await until(lambda: shop.deliveries() == {post.id: ("delivered", 1)})


async def test_the_bare_secret_can_be_kept_back(shop: Shop) -> None:
    shop.change(webhook_signature=False)
    shop.begin()
    shop.move()

    await until(lambda: shop.receiver.posts)
    assert "X-Webhook-Signature" not in shop.receiver.posts[0].headers


async def test_everything_is_told_in_order(shop: Shop) -> None:
    shop.begin()
    shop.move(times=20)

    await until(lambda: len(shop.statuses()) == 39)
    assert shop.statuses() == ["connecting", *["connected", "connecting"] * 19]


async def test_a_receiver_that_was_down_gets_everything_in_order(shop: Shop) -> None:
    shop.receiver.stop()
    shop.begin()
    shop.move()
    await until(lambda: max(times for _, times in shop.deliveries().values()) > 1)
    shop.move(times=3)
    shop.receiver.start()

    await until(lambda: len(shop.statuses()) == 5)
    assert shop.statuses() == ["connecting", *["connected", "connecting"] * 2]
    positions = [int(it.partition(".")[0]) for it in shop.receiver.ids()]
    assert positions == sorted(positions)


async def test_a_failing_receiver_is_asked_again_under_the_same_id(shop: Shop) -> None:
    answers = iter([503, 429, 500])
    shop.receiver.decide = lambda _: next(answers, 200)
    shop.begin()
    shop.move()

    await until(lambda: [it for it, _ in shop.deliveries().values()] == ["delivered"])
    assert len({*shop.receiver.ids()}) == 1
    assert len({post.raw for post in shop.receiver.posts}) == 1
    attempts = [post.headers["X-Webhook-Attempt"] for post in shop.receiver.posts]
    assert attempts == ["1", "2", "3", "4"]


async def test_what_a_receiver_refuses_holds_up_nothing_else(shop: Shop) -> None:
    refused = iter([400] * 2)
    shop.receiver.decide = lambda post: (
        next(refused, 200) if post.event == "session.status" else 200
    )
    shop.begin()
    shop.program.sessions.connect(shop.id)
    shop.hear("hello")

    await until(lambda: shop.receiver.events().count("session.status") == 3)
    assert shop.receiver.events()[1] == "messages-personal.received"


async def test_a_slow_receiver_holds_up_no_other_session(shop: Shop) -> None:
    other = shop.new_session(webhook_url=shop.receiver.url, webhook_enabled=True)
    with Receiver() as slow:
        slow.delay = 300.0
        shop.change(webhook_url=slow.url)
        shop.begin(deadline=120.0)
        shop.move()
        await until(lambda: slow.posts)
        shop.program.sessions.connect(other)

        await until(lambda: shop.receiver.posts)
        await asyncio.gather(shop.end(), asyncio.to_thread(slow.stop))


async def test_a_slow_receiver_is_cut_at_the_deadline_and_asked_again(
    shop: Shop,
) -> None:
    shop.receiver.delay = 30.0
    shop.begin(deadline=0.1)
    shop.move()

    await until(lambda: len(shop.receiver.posts) > 1)
    assert len({*shop.receiver.ids()}) == 1


@pytest.mark.parametrize(
    "settings",
    [{"webhook_enabled": False}, {"webhook_events": ("messages.received",)}],
)
async def test_what_the_owner_does_not_want_is_dropped(
    shop: Shop, settings: dict[str, object]
) -> None:
    shop.change(**settings)
    shop.begin()
    shop.move()

    await until(lambda: [it for it, _ in shop.deliveries().values()] == ["dropped"])
    assert not shop.receiver.posts


async def test_the_misspelt_name_of_old_clients_is_understood(shop: Shop) -> None:
    shop.change(webhook_events=("messages.recieved",))
    shop.begin()
    shop.hear("hello")

    await until(lambda: shop.receiver.events() == ["messages.received"])


async def test_a_deleted_session_tells_nothing_more(shop: Shop) -> None:
    shop.program.sessions.connect(shop.id)
    shop.program.sessions.delete(shop.id)
    shop.begin()

    await until(lambda: {it for it, _ in shop.deliveries().values()} == {"dropped"})


async def test_a_message_says_the_same_later(shop: Shop) -> None:
    """Made of the log as it was then, whatever has happened since."""
    shop.receiver.stop()
    shop.hear("hello")
    shop.program.sessions.connect(shop.id)
    shop.change(name="Another name")
    shop.receiver.start()
    shop.begin()

    (post,) = await until(lambda: shop.receiver.of("messages.received"))
    assert post.body["data"]["messages"]["messageBody"] == "hello"


async def test_what_a_dead_worker_had_claimed_is_told_after_its_lease(
    shop: Shop,
) -> None:
    shop.move()
    (wanted,) = shop.deliveries()
    lease, now = timedelta(seconds=0.5), shop.program.clock.now()
    with writing(shop.program.tables) as rows:
        claimed = claim_next(rows, shop.id, now=now, lease=lease)
    assert claimed is not None
    shop.begin()

    await until(lambda: shop.receiver.posts)
    assert shop.program.clock.now() >= now + lease
    assert shop.receiver.ids() == [wanted]
    assert shop.receiver.posts[0].headers["X-Webhook-Attempt"] == "2"


async def test_stopping_finishes_what_is_being_told(shop: Shop) -> None:
    shop.receiver.delay = 0.3
    shop.begin()
    shop.move()
    await until(lambda: shop.receiver.posts)
    await shop.end()

    assert [*shop.deliveries().values()] == [("delivered", 1)]


async def test_after_days_it_is_not_told_any_more(shop: Shop) -> None:
    shop.move()
    shop.program.projector.catch_up()
    long_ago = shop.program.clock.now() - telling.GIVE_UP_AFTER - timedelta(hours=1)
    with writing(shop.program.tables) as rows:
        rows.execute(update(webhook_outbox).values(created_time=long_ago))
    shop.begin()

    await until(lambda: [*shop.deliveries().values()] == [(DeliveryStatus.DEAD, 1)])
    assert shop.statuses() == []


async def test_one_that_can_not_be_made_is_reported_and_holds_up_no_other(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = payloads.session_data

    def fails_for_codes(name: str, event: payloads.SessionFact) -> dict[str, object]:
        if name == "qrcode.updated":
            raise ZeroDivisionError("a bug")
        return data(name, event)

    monkeypatch.setattr(payloads, "session_data", fails_for_codes)
    shop.move()
    shown = QrShown(code="2@code", ttl_seconds=20)
    shop.program.sessions.record_report(shop.id, shown)
    shop.begin()

    await until(lambda: shop.statuses() == ["connecting", "need_scan"])
    assert "a bug" in json.dumps(shop.errors())


async def test_pauses_double_up_to_an_hour(shop: Shop) -> None:
    async with WebhookClient() as client:
        pause = Teller(shop.program, client)._pause  # noqa: SLF001

    assert timedelta(seconds=0.04) <= pause(1) <= timedelta(seconds=0.06)
    assert timedelta(seconds=0.16) <= pause(3) <= timedelta(seconds=0.24)
    assert pause(10_000) <= 1.2 * telling.LONGEST_PAUSE
