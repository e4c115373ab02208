from contextlib import suppress
from pathlib import Path
from typing import Any

from adapters.whatsapp_web.sandbox import groups, sending, writing
from adapters.whatsapp_web.sandbox.state import state_of
from adapters.whatsapp_web.sandbox.store import Store
from tests.adapters.sandbox.pages import (
    ANA,
    BEA,
    Clock,
    linked,
    open_page,
    text_message,
    world_of,
)


def test_a_world_that_comes_back_is_the_same(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "new" / "sandbox.db"
    before = world_of(Store(path), clock.now)
    device = linked(before)
    sending.accept(before, device, text_message())
    writing.write(before, writing.incoming(before, ANA, BEA, None), "while away")
    groups.create(before, device.wid, "Team", [])

    after = world_of(Store(path), clock.now)
    assert state_of(after) == state_of(before)
    waiting: list[Any] = open_page(after, device).frames("message")
    assert [it["message"]["type"] for it in waiting] == ["chat", "gp2"]
    before.store.close()
    after.store.close()


def test_a_change_of_a_record_keeps_its_place(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "sandbox.db"
    world = world_of(Store(path), clock.now)
    device = linked(world)
    for name in ("A", "B"):
        sending.accept(world, device, text_message(name=name))
    sending.acknowledge(world, "A", 2)
    world.store.close()

    store = Store(path)
    assert [it.id for it in world_of(store, clock.now).sent.values()] == ["A", "B"]
    store.close()


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    with suppress(OSError), store.transaction():
        store.put("Device", "1", "{}")
        raise OSError
    assert store.rows("Device") == []


def test_media_are_kept(store: Store) -> None:
    store.put_media("picture", b"\x00\xff")
    assert store.media("picture") == b"\x00\xff"
    assert store.media("other") is None
