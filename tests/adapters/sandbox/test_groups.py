from typing import Any

import pytest

from adapters.whatsapp_web.sandbox import (
    group_members,
    group_settings,
    groups,
    sending,
    writing,
)
from adapters.whatsapp_web.sandbox.records import Device
from adapters.whatsapp_web.sandbox.refusals import NotAllowed
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Invalid, NotFound
from tests.adapters.sandbox.pages import (
    ANA,
    BEA,
    Page,
    linked,
    open_page,
    text_message,
)

ANA_WID, BEA_WID = f"{ANA}@c.us", f"{BEA}@c.us"
CARL = "34600555666@c.us"
NEW = "120363000111222@g.us"


@pytest.fixture
def ana(world: World) -> Device:
    return linked(world)


@pytest.fixture
def team(world: World, ana: Device) -> str:
    """Ana's, with Bea in it."""
    return groups.create(world, ana.wid, "Team", [BEA_WID]).id


def roles(world: World, group_id: str) -> dict[str, str]:
    return {it.id: it.role for it in world.groups[group_id].participants}


def messages(page: Page, kind: str) -> list[Any]:
    frames: list[Any] = [it["message"] for it in page.frames("message")]
    return [it for it in frames if it["type"] == kind]


def test_who_makes_a_group_owns_it(world: World, ana: Device, team: str) -> None:
    assert roles(world, team) == {ANA_WID: "owner", BEA_WID: "member"}
    [notice] = messages(open_page(world, ana), "gp2")
    assert (notice["subtype"], notice["recipients"]) == ("create", [BEA_WID])


def test_participants_come_rise_fall_and_go(
    world: World, ana: Device, team: str
) -> None:
    expected = {"add": "member", "promote": "admin", "demote": "member", "remove": None}
    for action, role in expected.items():
        group_members.modify(world, ana.wid, team, action, [CARL])  # type: ignore[arg-type]
        assert roles(world, team).get(CARL) == role
    assert len(open_page(world, ana).frames("participants")) == 4


def test_what_became_of_each_is_answered(world: World, ana: Device, team: str) -> None:
    added = group_members.modify(world, ana.wid, team, "add", [CARL, BEA_WID])
    gone = group_members.modify(world, ana.wid, team, "remove", ["34600777888@c.us"])
    assert added == {CARL: 200, BEA_WID: 409}
    assert gone == {"34600777888@c.us": 404}


def test_only_admins_change_who_is_in_a_group(world: World, team: str) -> None:
    for action in ("add", "remove", "promote", "demote"):
        with pytest.raises(NotAllowed, match="admin"):
            group_members.modify(world, BEA_WID, team, action, [CARL])


def test_who_becomes_an_admin_is_told_to_them_alone(
    world: World, ana: Device, team: str
) -> None:
    bea = linked(world, BEA)
    group_members.modify(world, ana.wid, team, "promote", [BEA_WID])
    assert [it["subtype"] for it in messages(open_page(world, bea, name="b"), "gp2")]
    subtypes = [it["subtype"] for it in messages(open_page(world, ana), "gp2")]
    assert "promote" not in subtypes


def test_everybody_edits_a_group_until_only_admins_may(
    world: World, ana: Device, team: str
) -> None:
    group_settings.rename(world, BEA_WID, team, "Ours")
    group_settings.switch(world, ana.wid, team, "restrict", on=True)
    with pytest.raises(NotAllowed, match="admin"):
        group_settings.describe(world, BEA_WID, team, "of Bea")
    assert world.groups[team].subject == "Ours"


def test_in_an_announcement_group_only_admins_write(
    world: World, ana: Device, team: str
) -> None:
    group_settings.switch(world, ana.wid, team, "announce", on=True)
    with pytest.raises(NotAllowed, match="admins write"):
        sending.accept(world, linked(world, BEA), text_message(to=team))
    with pytest.raises(NotAllowed, match="admins write"):
        writing.incoming(world, ANA, BEA, team)
    assert sending.accept(world, ana, text_message(to=team))


def test_who_left_can_not_write_until_added_again(
    world: World, ana: Device, team: str
) -> None:
    group_members.leave(world, BEA_WID, team)
    with pytest.raises(NotAllowed, match="not in the group"):
        sending.accept(world, linked(world, BEA), text_message(to=team))
    with pytest.raises(NotAllowed, match="not in the group"):
        writing.incoming(world, ANA, BEA, team)
    group_members.modify(world, ana.wid, team, "add", [BEA_WID])
    assert writing.incoming(world, ANA, BEA, team)


def test_an_invitation_lets_in_until_it_is_revoked(
    world: World, ana: Device, team: str
) -> None:
    code = group_settings.invite_code(world, ana.wid, team)
    assert group_members.join(world, CARL, code).has(CARL)
    group_settings.revoke_invite(world, ana.wid, team)
    with pytest.raises(NotFound, match="invitation"):
        group_members.join(world, "34600777888@c.us", code)
    assert messages(open_page(world, ana), "gp2")[1]["subtype"] == "invite"


def test_members_alone_see_a_group(world: World, team: str) -> None:
    with pytest.raises(NotAllowed, match="not in the group"):
        groups.seen_by(world, CARL, team)


def test_linked_members_hear_what_is_sent_to_a_group(world: World, ana: Device) -> None:
    bea = open_page(world, linked(world, BEA), name="bea")
    group = groups.create(world, ana.wid, "Team", [BEA_WID])
    sending.accept(world, ana, text_message(to=group.id))
    [message] = messages(bea, "chat")
    assert message["id"] == f"false_{group.id}_3EB0AB_{ANA}@c.us"


def test_a_stranger_may_write_in_a_group_that_was_not_here(
    world: World, ana: Device
) -> None:
    place = writing.incoming(world, ANA, BEA, NEW)
    writing.write(world, place, "welcome")
    page = open_page(world, ana)
    assert page.frames("group")
    [message] = messages(page, "chat")
    assert message["author"] == BEA_WID
    assert roles(world, NEW) == {BEA_WID: "owner", ANA_WID: "member"}


def test_a_group_has_a_groups_address(world: World, ana: Device) -> None:
    with pytest.raises(Invalid, match="no group"):
        writing.incoming(world, ana.phone, BEA, "team")


def test_nobody_can_send_to_a_group_that_is_not_there(
    world: World, ana: Device
) -> None:
    with pytest.raises(NotFound):
        sending.accept(world, ana, text_message(to=NEW))
