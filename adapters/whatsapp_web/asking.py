"""Asking the page for what WhatsApp may refuse.

Such functions of the hooks answer ``{"value": ...}``, or ``{"refused": why}`` when it
is pointless to ask again. Anything else that goes wrong is thrown, as a PageFault here.
"""

from typing import Any

from pydantic import JsonValue

from adapters.whatsapp_web.page_calls import PageCalls
from domain.whatsapp import Refused


class Asking:
    def __init__(self, calls: PageCalls, deadline: float) -> None:
        self._calls = calls
        self._deadline = deadline

    async def ask(self, function: str, *arguments: JsonValue) -> Any:
        """The value of its answer. Raises Refused, PageLost."""
        answer: Any = await self._calls.call(
            function, *arguments, deadline=self._deadline
        )
        if refused := answer.get("refused"):
            raise Refused(refused)
        return answer.get("value")
