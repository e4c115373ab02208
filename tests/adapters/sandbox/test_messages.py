from typing import Any

import pytest

from adapters.whatsapp_web.sandbox import sending, writing
from adapters.whatsapp_web.sandbox.records import Device, Nobody
from adapters.whatsapp_web.sandbox.state import state_of
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Invalid, NotFound
from tests.adapters.sandbox.pages import ANA, BEA, linked, open_page, text_message

KEY = f"true_{BEA}@c.us_3EB0AB"


@pytest.fixture
def ana(world: World) -> Device:
    return linked(world)


def message_of(frame: Any) -> dict[str, Any]:
    message: dict[str, Any] = frame["message"]
    return message


def test_a_sent_message_is_shown_in_the_contracts_form(
    world: World, ana: Device
) -> None:
    sending.accept(world, ana, text_message())
    assert state_of(world)["sent"] == [
        {
            "phone": ANA,
            "to": f"{BEA}@s.whatsapp.net",
            "id": "3EB0AB",
            "type": "chat",
            "body": "hello",
            "at": "2026-03-01T12:00:00+00:00",
            "ack": 1,
            "arrivals": 1,
            "content": {},
            "edits": [],
            "revoked": False,
            "reactions": {},
            "votes": {},
        }
    ]


def test_a_second_arrival_is_counted_and_dropped(world: World, ana: Device) -> None:
    bea = open_page(world, linked(world, BEA), name="bea")
    for body in ("hello", "hello", "other"):
        sent = sending.accept(world, ana, text_message(body=body))
    assert (sent.arrivals, sent.body) == (3, "hello")
    assert len(bea.frames("message")) == 1


def test_a_number_not_on_whatsapp_is_refused(world: World, ana: Device) -> None:
    world.nobodies.put(BEA, Nobody(phone=BEA))
    with pytest.raises(NotFound, match="not on WhatsApp"):
        sending.accept(world, ana, text_message())
    assert not world.sent


@pytest.mark.parametrize("key", [None, "", "3EB0AB", 7])
def test_a_message_needs_a_key(world: World, ana: Device, key: object) -> None:
    with pytest.raises(Invalid, match="key"):
        sending.accept(world, ana, {"id": str(key)})


def test_two_linked_numbers_hear_each_other(world: World, ana: Device) -> None:
    bea = open_page(world, linked(world, BEA), name="bea")
    sending.accept(world, ana, text_message())
    [frame] = bea.frames("message")
    assert message_of(frame)["id"] == f"false_{ANA}@c.us_3EB0AB"
    assert message_of(frame)["from"] == f"{ANA}@c.us"


@pytest.mark.parametrize("name", ["3EB0AB", KEY])
def test_a_receipt_reaches_the_page(world: World, ana: Device, name: str) -> None:
    page = open_page(world, ana)
    sending.accept(world, ana, text_message())
    sending.acknowledge(world, name, 3)
    [frame] = page.frames("receipt")
    assert (frame["ack"], frame["ids"]) == (3, ["3EB0AB"])


def test_acks_never_go_back(world: World, ana: Device) -> None:
    sending.accept(world, ana, text_message())
    sending.acknowledge(world, KEY, 3)
    assert sending.acknowledge(world, KEY, 2).ack == 3


def test_a_message_waits_until_the_page_confirms_it(world: World, ana: Device) -> None:
    written = writing.write(world, writing.incoming(world, ANA, BEA, None), "hi")
    for name in ("first", "second"):
        [frame] = open_page(world, ana, name=name).frames("message")
        assert message_of(frame)["id"] == f"false_{BEA}@c.us_{written.id}"
    assert state_of(world)["written"][0]["delivered"] is False
    world.notices.discard(str(frame["notice"]))
    assert not open_page(world, ana, name="third").frames("message")
    assert state_of(world)["written"][0]["delivered"] is True


def test_a_receipt_waits_for_the_page_too(world: World, ana: Device) -> None:
    sending.accept(world, ana, text_message())
    sending.acknowledge(world, KEY, 2)
    assert open_page(world, ana).frames("receipt")


def test_what_waits_comes_in_the_order_it_happened(world: World, ana: Device) -> None:
    for text in "abc":
        writing.write(world, writing.incoming(world, ANA, BEA, None), text)
    frames = open_page(world, ana).frames("message")
    assert [message_of(it)["body"] for it in frames] == ["a", "b", "c"]


def test_what_a_person_writes_on_the_phone_is_theirs(world: World, ana: Device) -> None:
    writing.write(world, writing.outgoing(world, ANA, BEA), "from the phone")
    [frame] = open_page(world, ana).frames("message")
    assert message_of(frame)["id"].startswith(f"true_{BEA}@c.us_")
    assert message_of(frame)["from"] == f"{ANA}@c.us"


def test_all_pages_of_a_number_hear_a_message(world: World, ana: Device) -> None:
    linked(world)
    writing.write(world, writing.incoming(world, ANA, BEA, None), "hi")
    assert {it.device for it in world.notices.values()} == set(world.devices)
    assert ana.id in world.devices
