"""The envelopes that answers come in, and how moments are written."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    success: bool = field(default=True, init=False)
    data: T


@dataclass(frozen=True, slots=True)
class Done:
    """There is nothing to tell but that it was done."""

    success: bool = field(default=True, init=False)
    message: str


def moment(at: datetime) -> str:
    """In UTC with microseconds, as the contract's clients parse them."""
    written = at.astimezone(UTC).isoformat(timespec="microseconds")
    return written.replace("+00:00", "Z")


def moment_or_none(at: datetime | None) -> str | None:
    return None if at is None else moment(at)
