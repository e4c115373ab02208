"""Claims as streams of the log, named by a hash of what is claimed."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from hashlib import sha256
from typing import cast

from adapters.event_store.envelope import Envelope, enclose
from adapters.event_store.journal import Journal
from domain.claims import ClaimEvent, ClaimTaken, holder_after, release, take
from domain.ports import Claim


class ClaimStreams:
    """Implements domain.ports.Claims, and prepares what is appended to take one.

    The version of its stream makes a claim safe: of two who saw it free, one append
    fails, whole.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def holder(self, claim: Claim) -> int | None:
        holder, _ = self._load(claim)
        return holder

    def moved(
        self,
        *,
        by: int,
        at: datetime,
        taken: Sequence[Claim] = (),
        released: Sequence[Claim] = (),
    ) -> list[Envelope]:
        """What takes and releases claims. Raises Conflict when one is another's."""
        envelopes = []
        for claim in dict.fromkeys(taken):
            holder, version = self._load(claim)
            events = take(claim, holder, by=by, at=at)
            envelopes += enclose(_stream(claim), version, events)
        for claim in dict.fromkeys(it for it in released if it not in taken):
            holder, version = self._load(claim)
            events = release(holder, by=by, at=at)
            envelopes += enclose(_stream(claim), version, events)
        return envelopes

    def _load(self, claim: Claim) -> tuple[int | None, int]:
        history = [it.envelope for it in self._journal.history(_stream(claim))]
        events = (cast(ClaimEvent, envelope.event) for envelope in history)
        holder: int | None = reduce(holder_after, events, None)
        return holder, len(history)


def hopefully_taken(
    claims: Sequence[Claim], *, by: int, at: datetime
) -> list[Envelope]:
    """What takes claims that nobody ever had, which the append finds out."""
    return [
        envelope
        for claim in dict.fromkeys(claims)
        for envelope in enclose(_stream(claim), 0, [ClaimTaken(holder=by, at=at)])
    ]


def _stream(claim: Claim) -> str:
    return f"{claim.kind}:{sha256(claim.key.encode()).hexdigest()}"
