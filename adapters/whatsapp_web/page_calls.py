"""Calls into a page. Each has a deadline, and ends at once when the page is lost."""

import asyncio
import json
from typing import Any

from pydantic import JsonValue

from domain.whatsapp import PageFault, PageLost


class NoAnswer(PageLost):
    """The deadline passed first. What was asked may happen yet."""


class PageCalls:
    """``hooks/calls.js`` from this side, over a DevTools session of the page."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._lost: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def lose(self, reason: str) -> None:
        """From now on, and for all who wait: the page is gone."""
        if not self._lost.done():
            self._lost.set_result(reason)

    async def call(
        self, function: str, *arguments: JsonValue, deadline: float
    ) -> JsonValue:
        """Its answer, awaited. Raises PageFault, PageLost."""
        written = ", ".join(json.dumps(argument) for argument in arguments)
        answer = await self.devtools(
            "Runtime.evaluate",
            expression=f"messengerBrain.{function}({written})",
            awaitPromise=True,
            returnByValue=True,
            deadline=deadline,
        )
        if fault := answer.get("exceptionDetails"):
            raise PageFault(f"{function}: {_words(fault)}")
        value: JsonValue = answer["result"].get("value")
        return value

    async def devtools(
        self, method: str, *, deadline: float, **params: Any
    ) -> dict[str, Any]:
        """A bare call of the DevTools protocol. Raises PageFault, PageLost."""
        if self._lost.done():
            raise PageLost(self._lost.result())
        try:
            answer = asyncio.ensure_future(self._session.send(method, params))
        except Exception as error:
            raise PageFault(str(error)) from error
        await asyncio.wait(
            {answer, self._lost},
            timeout=deadline,
            return_when=asyncio.FIRST_COMPLETED,
        )
        return self._outcome(method, answer)

    def _outcome(self, method: str, answer: asyncio.Future[Any]) -> dict[str, Any]:
        if not answer.done():
            answer.cancel()
            if self._lost.done():
                raise PageLost(self._lost.result())
            raise NoAnswer(f"The page did not answer {method} in time.")
        if error := answer.exception():
            raise PageFault(str(error)) from error
        result: dict[str, Any] = answer.result()
        return result


def _words(fault: dict[str, Any]) -> str:
    """The first line of a script's error: what follows is its stack."""
    thrown = fault.get("exception", {})
    text = thrown.get("description") or thrown.get("value") or fault.get("text", "")
    return str(text).partition("\n")[0]
