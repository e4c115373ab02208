"""Sending through a page, exactly once for each key, and looking back."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from adapters.whatsapp_web import blobs
from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.message_reports import ack_of, seen
from adapters.whatsapp_web.outgoing import order_for
from adapters.whatsapp_web.page_calls import PageCalls
from domain.whatsapp import MessageReport, Outgoing, SendRefused, Sent


class PageMessages:
    def __init__(self, calls: PageCalls, deadlines: Deadlines) -> None:
        self._calls = calls
        self._deadlines = deadlines

    async def send(self, message: Outgoing) -> Sent:
        """Raises SendRefused, PageLost."""
        order = order_for(message)
        deadline = await self._hand_over(message)
        order["patience"] = self._deadlines.resend_after * 1000
        order["file"] = message.file is not None
        answer: Any = await self._calls.call("send", order, deadline=deadline)
        if refused := answer.get("refused"):
            raise SendRefused(refused)
        return Sent(
            key=message.key,
            sent_at=datetime.fromtimestamp(answer["time"], UTC),
            ack=ack_of(answer["ack"]),
        )

    async def _hand_over(self, message: Outgoing) -> float:
        """Its file, if it has one. How long to wait for all of it to be sent."""
        if message.file is None:
            return self._deadlines.send
        await blobs.hand_over(
            self._calls,
            message.file.path,
            f"messengerBrain.fileInput({json.dumps(message.key.id)})",
            deadline=self._deadlines.call,
        )
        return self._deadlines.send_file

    async def seen_since(self, since: datetime) -> Sequence[MessageReport]:
        """WhatsApp's times are whole seconds: this starts with that of ``since``."""
        found: Any = await self._calls.call(
            "seenSince", int(since.timestamp()), deadline=self._deadlines.look_back
        )
        return seen(found)
