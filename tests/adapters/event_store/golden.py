"""``python -m tests.adapters.event_store.golden`` writes the golden files that miss.

A golden file holds a stored body: ``.json`` in clear, ``.sealed`` with private facts.
Those that exist are never touched: when an event changes its shape, the old file stays
beside a new one, ``<type>.<what-changed>.json``.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.event_store.envelope import Envelope
from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.vault import NONCE_BYTES, PersonalKeys, Vault
from domain.claims import ClaimReleased, ClaimTaken
from domain.kernel import Event
from domain.privacy import has_private_facts
from tests.support import a

FOLDER = Path(__file__).with_name("golden")


def examples() -> Iterator[Event]:
    yield ClaimTaken(holder=a.USER, at=a.NOON)
    yield ClaimReleased(at=a.NOON)
    for make in a.EVERY.values():
        yield make()


def write_missing() -> None:
    for event in examples():
        body = stored(event)
        suffix = "sealed" if has_private_facts(type(event)) else "json"
        path = FOLDER / f"{event.TYPE}.{suffix}"
        if not path.exists():
            path.write_bytes(body + b"\n")


class GoldenKeys(PersonalKeys):
    """One key for everybody, that is for ever known."""

    def __init__(self) -> None:
        pass

    def of(self, user_id: int, *, create: bool = False) -> AESGCM:  # noqa: ARG002
        return AESGCM(bytes(31) + bytes([user_id]))

    def forget(self, user_id: int) -> None:
        pass


class GoldenVault(Vault):
    def _nonce(self) -> bytes:
        return bytes(NONCE_BYTES)


MAPPER = EnvelopeMapper(EVENT_TYPES, GoldenVault(GoldenKeys()))


def stored(event: Event) -> bytes:
    return MAPPER.to_stored_event(
        Envelope(
            stream="golden:1",
            version=1,
            event=event,
            id=UUID("8d5c4f4e-9a1b-4c55-8f0a-1d2e3f405162"),
            recorded_at=datetime(2026, 1, 2, 12, 0, 0, 250_000, tzinfo=UTC),
            actor=f"user:{a.USER}",
            correlation_id="request-1",
        )
    ).state


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write_missing()
