import pytest

from adapters.whatsapp_web.sandbox import linking, writing
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Conflict, Invalid, NotFound
from tests.adapters.sandbox.pages import ANA, BEA, Clock, linked, open_page


def test_a_page_that_is_not_linked_is_shown_a_code(world: World) -> None:
    page = open_page(world)
    [frame] = page.frames("ref")
    assert frame["ref"] == page.client.ref
    assert frame["ttl"] == 20_000


def test_a_scanned_page_is_told_who_it_is(world: World) -> None:
    page = open_page(world)
    device = linking.scan(world, page.code, f"{ANA}@s.whatsapp.net", "Ana")
    [frame] = page.frames("paired")
    assert frame["me"] == f"{ANA}@c.us"
    assert frame["deviceId"] == device.id
    assert world.devices_of(ANA) == [device]


def test_a_code_can_be_scanned_once(world: World) -> None:
    page = open_page(world)
    code = page.code
    linking.scan(world, code, ANA, "Ana")
    with pytest.raises(Conflict, match="used already"):
        linking.scan(world, code, BEA, "Bea")


def test_a_replaced_code_says_that_it_is_too_old(world: World) -> None:
    page = open_page(world)
    code = page.code
    linking.rotate_ref(world, page.client)
    with pytest.raises(Conflict, match="too long ago"):
        linking.scan(world, code, ANA, "Ana")


@pytest.mark.parametrize("code", ["", "hello", "https://example.org"])
def test_another_text_is_no_code(world: World, code: str) -> None:
    with pytest.raises(Invalid, match="no QR text"):
        linking.scan(world, code, ANA, "Ana")


def test_a_code_nobody_shows_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        linking.scan(world, "2@other,noise,identity,adv", ANA, "Ana")


def test_a_code_with_other_keys_is_damaged(world: World) -> None:
    page = open_page(world)
    with pytest.raises(Invalid, match="damaged"):
        linking.scan(world, f"{page.client.ref},other,identity,adv", ANA, "Ana")


def test_codes_stop_after_the_last_one_until_somebody_asks(world: World) -> None:
    page = open_page(world)
    linking.rotate_ref(world, page.client)
    linking.rotate_ref(world, page.client)
    assert len(page.frames("ref")) == 2
    assert page.frames("refs_over")
    assert page.client.ref is None
    linking.refresh_refs(world, page.client)
    assert len(page.frames("ref")) == 3


def test_a_linked_page_is_never_shown_a_code(world: World) -> None:
    page = open_page(world, linked(world))
    linking.refresh_refs(world, page.client)
    assert not page.frames("ref")


def test_a_linked_page_connects_without_a_code(world: World) -> None:
    page = open_page(world, linked(world))
    assert page.frames("success")
    assert not page.frames("ref")


def test_the_page_opened_later_takes_over(world: World) -> None:
    device = linked(world)
    first = open_page(world, device, name="first")
    second = open_page(world, device, name="second")
    assert first.frames("conflict")
    assert not second.frames("conflict")


def test_a_reconnect_of_the_same_page_is_no_conflict(world: World) -> None:
    device = linked(world)
    before = open_page(world, device)
    after = open_page(world, device)
    before.close()
    assert before.frames("end")
    assert not before.frames("conflict")
    assert world.clients_of(device) == [after.client]


def test_an_unlinked_page_is_told_at_once_or_when_it_comes(world: World) -> None:
    device = linked(world)
    page = open_page(world, device)
    linking.unlink(world, device)
    assert page.frames("device_removed")
    assert open_page(world, device, name="later").frames("device_removed")


def test_what_waits_for_a_device_goes_with_it(world: World) -> None:
    device = linked(world)
    writing.write(world, writing.incoming(world, ANA, BEA, None), "hi")
    linking.unlink(world, device)
    assert not world.notices


def test_an_unknown_number_is_told_which_are_linked(world: World) -> None:
    linked(world)
    with pytest.raises(NotFound, match=ANA):
        world.devices_of(BEA)


def test_a_device_remembers_when_it_was_linked(world: World, clock: Clock) -> None:
    clock.wait(minutes=5)
    assert linked(world).linked_at == clock.at
