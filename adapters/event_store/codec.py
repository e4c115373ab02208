"""The stored body of an event: JSON with the event as ``data`` and its surroundings.

Pydantic's core reads and writes a whole body in one pass; a detour over Python
objects is made only for event types that have an upcast.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from pydantic import BaseModel, TypeAdapter, create_model
from pydantic_core import from_json, to_json
from typing_extensions import TypedDict

from adapters.event_store.envelope import Envelope
from adapters.event_store.unreadable import UnknownEvent
from domain.kernel import Event

Data: TypeAlias = dict[str, Any]
Upcast: TypeAlias = Callable[[Data], Data]
"""Makes ``data`` of any old shape the present one; leaves the present one alone."""


class Body(BaseModel):
    """What is stored beside stream, version and type."""

    id: UUID
    recorded_at: datetime
    actor: str | None
    correlation_id: str | None
    data: Event


class Fact(TypedDict):
    """A body of which nothing but the event is decoded."""

    data: Event


class EventTypes:
    """The closed list of events this program understands, in every shape they had."""

    def __init__(
        self, types: Iterable[type[Event]], upcasts: Mapping[str, Upcast] | None = None
    ) -> None:
        self._upcasts = upcasts or {}
        self._types: dict[str, type[Event]] = {}
        self._bodies: dict[str, type[Body]] = {}
        self._facts: dict[str, TypeAdapter[Fact]] = {}
        for event_type in types:
            if self._types.setdefault(event_type.TYPE, event_type) is not event_type:
                raise ValueError(f"Two events are called {event_type.TYPE!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (list(self._types.values()), self._upcasts)

    def names(self) -> set[str]:
        return set(self._types)

    def write(self, envelope: Envelope) -> bytes:
        return to_json(
            {
                "id": envelope.id,
                "recorded_at": envelope.recorded_at,
                "actor": envelope.actor,
                "correlation_id": envelope.correlation_id,
                "data": envelope.event,
            }
        )

    def read(self, name: str, stored: bytes) -> Body:
        """Raises UnknownEvent, and whatever a damaged body leads to."""
        body = self._bodies.get(name) or self._body_of(name)
        return body.model_validate_json(self._present(name, stored))

    def read_event(self, name: str, stored: bytes) -> Event:
        """The event alone, in half the time. Raises as ``read`` does."""
        fact = self._facts.get(name) or self._fact_of(name)
        present = self._present(name, stored)
        event: Event = fact.validator.validate_json(present)["data"]
        return event

    def _present(self, name: str, stored: bytes) -> bytes:
        """In the shape that this event has today."""
        upcast = self._upcasts.get(name)
        if upcast is None:
            return stored
        shape = from_json(stored)
        return to_json(shape | {"data": upcast(shape["data"])})

    def _body_of(self, name: str) -> type[Body]:
        """Made when first asked for: most processes meet few of the types."""
        body = create_model(name, __base__=Body, data=(self._known(name), ...))
        return self._bodies.setdefault(name, body)

    def _fact_of(self, name: str) -> TypeAdapter[Fact]:
        typed: Any = TypedDict
        adapter: Any = TypeAdapter(typed(name, {"data": self._known(name)}))
        return self._facts.setdefault(name, adapter)

    def _known(self, name: str) -> type[Event]:
        if name not in self._types:
            raise UnknownEvent(
                f"This version doesn't know the event {name!r}. "
                "A newer version wrote it; start that one."
            )
        return self._types[name]
