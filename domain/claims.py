"""Who holds a thing that only one may hold, told as events.

Every claim has a history of its own, written in the same commit as the events of
whoever takes it, so that two who want the same thing can't both succeed.
"""

from datetime import datetime
from typing import ClassVar, TypeAlias

from domain.kernel import Conflict, Event
from domain.ports import Claim


class ClaimTaken(Event):
    TYPE: ClassVar[str] = "claim.taken"

    holder: int


class ClaimReleased(Event):
    TYPE: ClassVar[str] = "claim.released"


ClaimEvent: TypeAlias = ClaimTaken | ClaimReleased


class Claimed(Conflict):
    """Somebody else has it."""

    code = "already_taken"


def holder_after(_: int | None, event: ClaimEvent) -> int | None:
    """Who holds the claim once this has happened; None when it is free."""
    return event.holder if isinstance(event, ClaimTaken) else None


def take(
    claim: Claim, holder: int | None, *, by: int, at: datetime
) -> tuple[ClaimEvent, ...]:
    """Nothing, when it is theirs already. Raises Claimed when it is another's."""
    if holder is None:
        return (ClaimTaken(holder=by, at=at),)
    if holder != by:
        raise Claimed(f"This {claim.kind} is already taken.")
    return ()


def release(holder: int | None, *, by: int, at: datetime) -> tuple[ClaimEvent, ...]:
    """Nothing, when it isn't theirs to release."""
    return (ClaimReleased(at=at),) if holder == by else ()
