"""The one fact about an unexpected error: that it happened."""

from typing import ClassVar, TypeAlias

from domain.kernel import Event


class SystemErrorRecorded(Event):
    """``what`` and ``where`` for the operator; nobody's secret is in them."""

    TYPE: ClassVar[str] = "system_error.recorded"

    system_error_id: int
    what: str
    where: str
    correlation_id: str | None


SystemErrorEvent: TypeAlias = SystemErrorRecorded
