"""Posts a webhook and says what came of it. Never raises for a receiver's failure."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Self

import httpx

from adapters.webhooks.signatures import Letter, headers

DEADLINE: Final = 10.0
"""Seconds for a whole attempt, as the contract has it."""

FINISH: Final = 1.0
"""Seconds for the rest of an answer of which the status is known."""

LONGEST_ANSWER: Final = 4096
"""Bytes read of an answer; the rest is not asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is None when there was no answer; ``error`` then says why."""

    status: int | None
    error: str | None

    @property
    def settles(self) -> bool:
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004


class WebhookClient:
    """One pool of connections for all receivers; a slow one holds up no other."""

    def __init__(self, *, deadline: float = DEADLINE) -> None:
        self.deadline = deadline
        self._http = httpx.AsyncClient(
            timeout=None,  # noqa: S113 - ``post`` has one for all of it
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=100),
            follow_redirects=False,
        )

    async def post(self, letter: Letter, *, timestamp: int) -> Answer:
        try:
            async with asyncio.timeout(self.deadline):
                return await self._exchange(letter, timestamp)
        except TimeoutError:
            return Answer(None, f"no answer within {self.deadline:g} seconds")
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            return Answer(None, str(error) or type(error).__name__)

    async def _exchange(self, letter: Letter, timestamp: int) -> Answer:
        async with self._http.stream(
            "POST",
            letter.url,
            content=letter.body,
            headers=headers(letter, timestamp),
        ) as response:
            if response.is_success:
                await _finish(response)
                return Answer(response.status_code, None)
            said = await _beginning(response)
        words = said.decode(errors="replace").replace("\0", "").strip()
        return Answer(response.status_code, words or response.reason_phrase)

    async def close(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def _finish(response: httpx.Response) -> None:
    """A connection whose answer was read can be used again. What it says is no matter.

    Once it is a success, nothing that happens to the rest makes it a failure.
    """
    with suppress(httpx.HTTPError, TimeoutError):
        async with asyncio.timeout(FINISH):
            await _beginning(response)


async def _beginning(response: httpx.Response) -> bytes:
    said = b""
    async for part in response.aiter_raw():
        said += part
        if len(said) >= LONGEST_ANSWER:
            break
    return said[:LONGEST_ANSWER]
