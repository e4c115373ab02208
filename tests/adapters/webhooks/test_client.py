"""Whatever a receiver does, the client comes back in time and says what it was."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from threading import Barrier

import pytest

from adapters.webhooks.client import LONGEST_ANSWER, Answer, WebhookClient
from tests.adapters.webhooks.letters import letter
from tests.support.receiver import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
async def client() -> AsyncIterator[WebhookClient]:
    async with WebhookClient(deadline=60.0) as client:
        yield client


@pytest.fixture
async def hurried() -> AsyncIterator[WebhookClient]:
    """Its deadline is to pass."""
    async with WebhookClient(deadline=0.5) as client:
        yield client


async def posted(client: WebhookClient, url: str) -> Answer:
    return await client.post(letter(url=url), timestamp=1)


async def test_a_success_settles_it(client: WebhookClient, receiver: Receiver) -> None:
    answer = await posted(client, receiver.url)

    assert answer.settles
    assert receiver.posts[0].raw == letter().body
    assert receiver.posts[0].headers["X-Webhook-Attempt"] == "2"


@pytest.mark.parametrize("status", [301, 400, 410, 500, 503])
async def test_anything_else_does_not(
    client: WebhookClient, receiver: Receiver, status: int
) -> None:
    receiver.decide = lambda _: status

    answer = await posted(client, receiver.url)
    assert answer == Answer(status, "thank you")
    assert not answer.settles


async def test_a_slow_receiver_is_cut_at_the_deadline(
    hurried: WebhookClient, receiver: Receiver
) -> None:
    receiver.delay = 300.0

    answer = await posted(hurried, receiver.url)
    assert answer == Answer(None, "no answer within 0.5 seconds")


async def test_one_that_dribbles_is_cut_too(hurried: WebhookClient) -> None:
    """A byte now and then: no single wait is long."""
    hung_up = asyncio.Event()

    async def dribble(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while not reader.at_eof():
            writer.write(b"H")
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(), 0.05)
        writer.close()
        hung_up.set()

    async with await asyncio.start_server(dribble, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        answer = await posted(hurried, f"http://127.0.0.1:{port}/")
        await hung_up.wait()

    assert answer.status is None


async def test_a_huge_answer_is_not_read_whole(
    client: WebhookClient, receiver: Receiver
) -> None:
    receiver.decide = lambda _: 500
    receiver.answer = b"x" * 50_000_000

    answer = await posted(client, receiver.url)
    assert answer.error == "x" * LONGEST_ANSWER


async def test_an_answer_that_is_no_text_can_still_be_shown(
    client: WebhookClient, receiver: Receiver
) -> None:
    receiver.decide = lambda _: 500
    receiver.answer = b"\xff\x00ok"

    assert (await posted(client, receiver.url)).error == "\N{REPLACEMENT CHARACTER}ok"


async def test_an_empty_answer_is_named_by_its_status(
    client: WebhookClient, receiver: Receiver
) -> None:
    receiver.decide = lambda _: 502
    receiver.answer = b""

    assert (await posted(client, receiver.url)).error == "Bad Gateway"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://no.such.host.invalid/", "http://[broken/"]
)
async def test_nobody_there_is_said(client: WebhookClient, url: str) -> None:
    answer = await posted(client, url)

    assert answer.status is None
    assert answer.error


async def test_slow_receivers_hold_up_no_other(
    client: WebhookClient, receiver: Receiver
) -> None:
    all_are_there = Barrier(30, timeout=60)
    receiver.decide = lambda _: 200 if all_are_there.wait() >= 0 else 500

    answers = await asyncio.gather(*(posted(client, receiver.url) for _ in range(30)))
    assert all(answer.settles for answer in answers)
