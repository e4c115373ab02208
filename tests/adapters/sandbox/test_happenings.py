"""What becomes of messages: who may do what, and which pages hear of it."""

from datetime import timedelta

import pytest

from adapters.whatsapp_web.sandbox import happenings, sending, writing
from adapters.whatsapp_web.sandbox.phone_contents import Poll
from adapters.whatsapp_web.sandbox.records import Device, Message
from adapters.whatsapp_web.sandbox.refusals import NotAllowed
from adapters.whatsapp_web.sandbox.state import state_of
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Conflict, Invalid, NotFound
from tests.adapters.sandbox.pages import (
    ANA,
    BEA,
    Clock,
    linked,
    open_page,
    text_message,
)

ME, FRIEND = f"{ANA}@c.us", f"{BEA}@c.us"
GROUP = "120363000000000001@g.us"


@pytest.fixture
def ana(world: World) -> Device:
    return linked(world)


def sent(world: World, device: Device) -> Message:
    return sending.accept(world, device, text_message())


def written(world: World, *, group: str | None = None) -> Message:
    return writing.write(world, writing.incoming(world, ANA, BEA, group), "hi")


def test_an_edit_is_shown_with_what_it_was_before(world: World, ana: Device) -> None:
    happenings.edit(world, sent(world, ana), ME, "better")

    [shown] = state_of(world)["sent"]
    assert (shown["body"], shown["edits"]) == ("better", ["hello"])


def test_the_others_page_hears_of_an_edit_and_the_editing_one_does_not(
    world: World, ana: Device
) -> None:
    page = open_page(world, ana)
    bea = open_page(world, linked(world, BEA), name="bea")
    happenings.edit(world, sent(world, ana), ME, "better", by=ana)

    [frame] = bea.frames("edit")
    assert (frame["parent"], frame["body"]) == (f"false_{ME}_3EB0AB", "better")
    assert not page.frames("edit")


def test_only_the_author_edits_and_not_for_ever(
    world: World, ana: Device, clock: Clock
) -> None:
    message = sent(world, ana)
    with pytest.raises(NotAllowed, match="who wrote"):
        happenings.edit(world, message, FRIEND, "mine now")

    clock.at += timedelta(minutes=16)
    with pytest.raises(NotAllowed, match="15 minutes"):
        happenings.edit(world, message, ME, "too late")


def test_what_was_deleted_is_gone(world: World, ana: Device) -> None:
    gone = happenings.revoke(world, sent(world, ana), ME)

    assert (gone.type, gone.body, gone.revoked) == ("revoked", "", True)
    with pytest.raises(Conflict):
        happenings.edit(world, gone, ME, "too late")
    assert happenings.revoke(world, gone, ME) is gone


def test_an_admin_deletes_what_others_wrote_in_the_group(
    world: World, ana: Device
) -> None:
    page = open_page(world, ana)
    message = written(world, group=GROUP)
    with pytest.raises(NotAllowed):
        happenings.revoke(world, message, ME)

    sending_by_ana = sending.accept(
        world, ana, {"id": f"true_{GROUP}_3EB0_{ME}", "type": "chat", "body": "x"}
    )
    happenings.revoke(world, sending_by_ana, FRIEND)  # who made the group
    [frame] = page.frames("revoke")
    assert frame["subtype"] == "admin_revoke"


def test_a_reaction_names_the_message_and_can_be_taken_back(
    world: World, ana: Device
) -> None:
    page = open_page(world, ana)
    reacted = happenings.react(world, written(world), FRIEND, "+")
    assert reacted.reactions == {FRIEND: "+"}
    assert happenings.react(world, reacted, FRIEND, "").reactions == {}

    first, second = page.frames("reaction")
    assert first["parent"] == f"false_{FRIEND}_{reacted.id}"
    assert (first["text"], second["text"]) == ("+", "")


@pytest.mark.parametrize("multi_select", [True, False])
def test_a_vote_is_for_what_the_poll_offers(
    world: World, ana: Device, *, multi_select: bool
) -> None:
    page = open_page(world, ana)
    asked = Poll(question="When?", options=["a", "b"], multiSelect=multi_select)
    place = writing.outgoing(world, ANA, BEA)
    poll = writing.write(world, place, asked.fields())
    with pytest.raises(Invalid):
        happenings.vote(world, poll, FRIEND, ["never"])
    if not multi_select:
        with pytest.raises(Invalid):
            happenings.vote(world, poll, FRIEND, ["a", "b"])

    assert happenings.vote(world, poll, FRIEND, ["b"]).votes == {FRIEND: ("b",)}
    [frame] = page.frames("vote")
    assert frame["options"] == [1]


def test_there_is_nothing_to_vote_for_in_a_text(world: World, ana: Device) -> None:
    with pytest.raises(Invalid, match="no poll"):
        happenings.vote(world, sent(world, ana), FRIEND, ["a"])


def test_a_message_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        happenings.message_of(world, "3EB0AB")
