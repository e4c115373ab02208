"""Envelope <-> StoredEvent. The stored topic is the event's TYPE, not a module path."""

from typing import Any, Final

from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from adapters.event_store.codec import Body, EventTypes
from adapters.event_store.envelope import Envelope
from adapters.event_store.unreadable import UnknownEvent, UnreadableEvent
from adapters.event_store.vault import SEPARATOR, KeyMissing, Vault
from domain.kernel import Event
from domain.privacy import erased, has_private_facts
from domain.user.events import UserErased

DAMAGES: Final = (ValueError, LookupError, TypeError, InvalidTag)
"""What vault, JSON, upcasts and validation make of a body that isn't as written."""


class EnvelopeMapper(Mapper[str]):
    """Fulfils the library's contract, and reads rows without its detour.

    What can't be read raises UnreadableEvent, or UnknownEvent, with stream and version.
    Without a vault private facts are written in clear: for a log of no people.
    """

    def __init__(self, event_types: EventTypes, vault: Vault | None = None) -> None:
        super().__init__(transcoder=JSONTranscoder())
        self._event_types = event_types
        self._vault = vault

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._event_types, self._vault)

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        envelope: Envelope = domain_event
        return StoredEvent(
            originator_id=envelope.stream,
            originator_version=envelope.version,
            topic=envelope.event.TYPE,
            state=self._written(envelope),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Envelope:
        return self.envelope(
            str(stored_event.originator_id),
            stored_event.originator_version,
            stored_event.topic,
            stored_event.state,
        )

    def envelope(self, stream: str, version: int, name: str, body: bytes) -> Envelope:
        found = self._read(stream, version, name, body)
        return Envelope(
            stream,
            version,
            found.data,
            found.id,
            found.recorded_at,
            found.actor,
            found.correlation_id,
        )

    def event(self, stream: str, version: int, name: str, body: bytes) -> Event:
        """What happened, without its surroundings."""
        try:
            readable = self._readable(stream, version, body)
            return self._noted(self._event_types.read_event(name, readable))
        except (UnknownEvent, *DAMAGES) as error:
            raise _unreadable(_place(stream, version), name, error) from error

    def _written(self, envelope: Envelope) -> bytes:
        whole = self._event_types.write(envelope)
        if self._vault is None or not has_private_facts(type(envelope.event)):
            return whole
        public = envelope._replace(event=erased(envelope.event))
        user_id: int = getattr(envelope.event, "user_id")  # noqa: B009 - each has one
        place = _place(envelope.stream, envelope.version)
        sealed = self._vault.seal(user_id, place, whole)
        return SEPARATOR.join([self._event_types.write(public), sealed])

    def _read(self, stream: str, version: int, name: str, body: bytes) -> Body:
        try:
            readable = self._readable(stream, version, body)
            found = self._event_types.read(name, readable)
        except (UnknownEvent, *DAMAGES) as error:
            raise _unreadable(_place(stream, version), name, error) from error
        self._noted(found.data)
        return found

    def _readable(self, stream: str, version: int, body: bytes) -> bytes:
        """The whole; or the public half, once the person's key is gone."""
        public, _, sealed = body.partition(SEPARATOR)
        if not sealed or self._vault is None:
            return public
        return self._vault.open(sealed, _place(stream, version)) or public

    def _noted(self, event: Event) -> Event:
        if self._vault is not None and isinstance(event, UserErased):
            self._vault.keys.forget(event.user_id)
        return event


def _place(stream: str, version: int) -> str:
    return f"{stream}/{version}"


def _unreadable(place: str, name: str, error: Exception) -> UnreadableEvent:
    """Of a damaged body only the kind of damage is told: the rest may be private."""
    if isinstance(error, UnknownEvent):
        return UnknownEvent(f"{place}: {error}")
    if isinstance(error, KeyMissing):
        return UnreadableEvent(f"{place}: {error.args[0]}")
    return UnreadableEvent(
        f"{place}: this {name!r} can't be read ({type(error).__name__}). Its body is "
        "damaged, or was sealed under another master key."
    )
