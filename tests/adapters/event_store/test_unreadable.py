"""Events that can't be read are named, by every way to read them."""

import pickle
from collections.abc import Callable

import pytest
from sqlalchemy import update

from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.facts import Facts
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.tables import events
from adapters.event_store.unreadable import UnknownEvent, UnreadableEvent
from adapters.event_store.vault import SEPARATOR, PersonalKeys, Vault
from adapters.security.secrets import MasterKeySecrets
from tests.adapters.event_store.things import enclosed

WAYS: list[Callable[[Journal], object]] = [
    lambda journal: journal.page(after=0),
    lambda journal: journal.history("thing:1"),
    lambda journal: list(Facts.of(journal).page(after=0, size=9)),
]


def change(journal: Journal, **columns: object) -> None:
    """Of the event at position 2."""
    journal.append(enclosed("thing:1", 3))
    changed = update(events).where(events.c.position == 2).values(**columns)
    with journal.recorder.engine.begin() as connection:
        connection.execute(changed)


@pytest.mark.parametrize("read", WAYS, ids=["page", "history", "facts"])
def test_an_event_of_a_newer_version_is_named(
    journal: Journal, read: Callable[[Journal], object]
) -> None:
    change(journal, type="thing.teleported")

    with pytest.raises(
        UnknownEvent, match=r"Position 2: thing:1/2: .*thing.teleported"
    ):
        read(journal)


@pytest.mark.parametrize("read", WAYS, ids=["page", "history", "facts"])
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b"\xff", b'{"data": {"secret": 1}}']
)
def test_a_damaged_one_is_named_and_not_quoted(
    journal: Journal, body: bytes, read: Callable[[Journal], object]
) -> None:
    change(journal, body=body)

    with pytest.raises(UnreadableEvent, match=r"Position 2: thing:1/2: ") as refused:
        read(journal)
    assert "secret" not in str(refused.value)


def test_one_whose_key_is_lost_says_how_that_can_be(journal: Journal) -> None:
    keys = PersonalKeys(journal.recorder.engine, MasterKeySecrets(bytes(32)))
    mapper = EnvelopeMapper(EVENT_TYPES, Vault(keys))
    (stored,) = [mapper.to_stored_event(it) for it in enclosed("thing:1", 1)]
    sealed = SEPARATOR.join([stored.state, b"8:nothing"])

    with pytest.raises(UnreadableEvent, match=r"thing:1/1: There is no key of user 8"):
        mapper.event("thing:1", 1, stored.topic, sealed)


def test_the_others_can_be_opened_one_by_one(journal: Journal) -> None:
    change(journal, type="thing.teleported")
    first, _, third = journal.stored_page(after=0)

    assert journal.opened(first).position == 1
    assert journal.opened(third).position == 3


def test_the_refusal_travels_between_processes() -> None:
    refusal = UnknownEvent("thing:1/2: ...").at(2)

    assert repr(pickle.loads(pickle.dumps(refusal))) == repr(refusal)  # noqa: S301
