"""The pages that are open at the moment, and the codes they show."""

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.whatsapp_web.sandbox.records import Frame


@dataclass(frozen=True, slots=True)
class RefPolicy:
    """How long a code can be scanned, and how many come before a page must ask."""

    ttl: timedelta = timedelta(seconds=20)
    at_most: int = 6


@dataclass(slots=True, eq=False)
class Client:
    """An open page. ``frames`` go down its stream; None ends the stream."""

    id: str
    noise: str
    device: str | None
    frames: asyncio.Queue[Frame | None] = field(default_factory=asyncio.Queue)
    ref: str | None = None
    ref_until: datetime | None = None
    refs_shown: int = 0
    available: bool = False

    def push(self, frame: Frame) -> None:
        self.frames.put_nowait(frame)

    def end(self) -> None:
        self.frames.put_nowait(None)

    def show_next_ref(self, now: datetime, policy: RefPolicy) -> None:
        """Replace the code, or stop after the last one."""
        self.forget_ref()
        if self.refs_shown >= policy.at_most:
            self.push({"kind": "refs_over"})
            return
        self.refs_shown += 1
        self.ref = "2@" + secrets.token_urlsafe(60)
        self.ref_until = now + policy.ttl
        milliseconds = policy.ttl / timedelta(milliseconds=1)
        self.push({"kind": "ref", "ref": self.ref, "ttl": int(milliseconds)})

    def forget_ref(self) -> None:
        self.ref = self.ref_until = None
