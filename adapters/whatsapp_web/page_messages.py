"""Sending through a page, exactly once for each key, and looking back."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from adapters.whatsapp_web import blobs
from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.looking_back import look_back
from adapters.whatsapp_web.message_reports import ack_of, seen
from adapters.whatsapp_web.outgoing import order_for
from adapters.whatsapp_web.page_calls import PageCalls
from domain.whatsapp import (
    MediaFile,
    MessageReport,
    Outgoing,
    PageFault,
    SendRefused,
    Sent,
)


class PageMessages:
    def __init__(self, calls: PageCalls, deadlines: Deadlines) -> None:
        self._calls = calls
        self._deadlines = deadlines

    async def send(self, message: Outgoing) -> Sent:
        """Raises SendRefused, PageLost."""
        order = order_for(message)
        order["patience"] = self._deadlines.resend_after * 1000
        deadline = self._deadlines.send
        if message.file:
            order["fileSize"] = await self._hand_over(message.key.id, message.file)
            deadline = self._deadlines.send_file
        answer: Any = await self._calls.call("send", order, deadline=deadline)
        if refused := answer.get("refused"):
            raise SendRefused(refused)
        return Sent(
            key=message.key,
            sent_at=datetime.fromtimestamp(answer["time"], UTC),
            ack=ack_of(answer["ack"]),
        )

    async def _hand_over(self, key_id: str, file: MediaFile) -> int:
        """Its size: of a file that is not there, the page would make an empty one."""
        try:
            size = (await asyncio.to_thread(file.path.stat)).st_size
        except OSError as error:
            raise PageFault(f"The file of this message is gone: {error}") from error
        await blobs.hand_over(
            self._calls,
            file.path,
            f"messengerBrain.fileInput({json.dumps(key_id)})",
            deadline=self._deadlines.call,
        )
        return size

    async def seen_since(self, since: datetime) -> Sequence[MessageReport]:
        """WhatsApp's times are whole seconds: this starts with that of ``since``."""
        return seen(await look_back(self._calls, self._deadlines, since))
