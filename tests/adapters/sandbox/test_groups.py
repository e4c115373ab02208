import pytest

from adapters.whatsapp_web.sandbox import groups, sending, writing
from adapters.whatsapp_web.sandbox.records import Device
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Invalid, NotFound
from tests.adapters.sandbox.pages import ANA, BEA, linked, open_page, text_message

CARL = "34600555666@c.us"
NEW = "120363000111222@g.us"


@pytest.fixture
def ana(world: World) -> Device:
    return linked(world)


def roles(world: World, group_id: str) -> dict[str, str]:
    return {it.id: it.role for it in world.groups[group_id].participants}


def test_who_makes_a_group_owns_it(world: World, ana: Device) -> None:
    group = groups.create(world, ana, "Team", [f"{BEA}@c.us"])
    assert roles(world, group.id) == {f"{ANA}@c.us": "owner", f"{BEA}@c.us": "member"}


def test_participants_come_rise_fall_and_go(world: World, ana: Device) -> None:
    group = groups.create(world, ana, "Team", [])
    expected = {"add": "member", "promote": "admin", "demote": "member", "remove": None}
    for action, role in expected.items():
        groups.modify(world, ana, group.id, action, [CARL])  # type: ignore[arg-type]
        assert roles(world, group.id).get(CARL) == role
    assert len(open_page(world, ana).frames("participants")) == 4


def test_linked_members_hear_what_is_sent_to_a_group(world: World, ana: Device) -> None:
    bea = open_page(world, linked(world, BEA), name="bea")
    group = groups.create(world, ana, "Team", [f"{BEA}@c.us"])
    sending.accept(world, ana, text_message(to=group.id))
    [frame] = bea.frames("message")
    assert frame["message"]["id"] == f"false_{group.id}_3EB0AB_{ANA}@c.us"  # type: ignore[index, call-overload]


def test_a_stranger_may_write_in_a_group_that_was_not_here(
    world: World, ana: Device
) -> None:
    place = writing.incoming(world, ANA, BEA, NEW)
    writing.write(world, place, "welcome")
    page = open_page(world, ana)
    assert page.frames("group")
    [frame] = page.frames("message")
    assert frame["message"]["author"] == f"{BEA}@c.us"  # type: ignore[index, call-overload]
    assert roles(world, NEW) == {f"{BEA}@c.us": "owner", f"{ANA}@c.us": "member"}


def test_a_group_has_a_groups_address(world: World, ana: Device) -> None:
    with pytest.raises(Invalid, match="no group"):
        writing.incoming(world, ana.phone, BEA, "team")


def test_nobody_can_send_to_a_group_that_is_not_there(
    world: World, ana: Device
) -> None:
    with pytest.raises(NotFound):
        sending.accept(world, ana, text_message(to=NEW))
