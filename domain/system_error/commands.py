"""Keeping unexpected errors where the operator will look for them."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from domain.ports import Aggregates, Clock, Ids, Receipt
from domain.system_error.events import SystemErrorEvent, SystemErrorRecorded

SystemErrors: TypeAlias = Aggregates[SystemErrorRecorded, SystemErrorEvent]

LENGTH: Final = 2000
"""Characters kept of ``what`` and of ``where`` each."""


def evolve(
    _: SystemErrorRecorded | None, event: SystemErrorEvent
) -> SystemErrorRecorded:
    return event


@dataclass(frozen=True, slots=True)
class RecordSystemError:
    system_errors: SystemErrors
    clock: Clock
    ids: Ids

    def __call__(
        self, *, what: str, where: str, correlation_id: str | None = None
    ) -> Receipt:
        error_id = self.ids.next("system_errors")
        event = SystemErrorRecorded(
            system_error_id=error_id,
            what=_kept(what),
            where=_kept(where),
            correlation_id=correlation_id,
            at=self.clock.now(),
        )
        return self.system_errors.begin(error_id, [event])


def _kept(text: str) -> str:
    """Broken characters spelt out: an error must never be lost for its own text."""
    readable = text.encode("utf-8", "backslashreplace").decode()
    return readable.replace("\x00", "\\x00")[:LENGTH]
