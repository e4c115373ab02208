"""People, calls, channels and groups, by the phone's HTTP and on its page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.whatsapp_web.sandbox import calls, channels, people, sending, writing
from adapters.whatsapp_web.sandbox.records import Device
from adapters.whatsapp_web.sandbox.refusals import NotAllowed
from adapters.whatsapp_web.sandbox.server import sandbox_in_thread
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Conflict, Invalid, NotFound
from tests.adapters.sandbox.chromium import EXECUTABLE, open_browser
from tests.adapters.sandbox.pages import ANA, BEA, linked, open_page, text_message
from tests.adapters.sandbox.streams import scan

BEA_WID = f"{BEA}@c.us"
TEAM = "120363000111222@g.us"


@pytest.fixture
def ana(world: World) -> Device:
    return linked(world)


@pytest.fixture
def linked_phone() -> Iterator[httpx.Client]:
    """A running sandbox, with a page linked to Ana's number."""
    with sandbox_in_thread() as url, httpx.Client(base_url=url) as client:
        scan(client, ANA)
        yield client


def state(client: httpx.Client) -> Any:
    return client.get("/phone/state").json()


def told(client: httpx.Client, what: str, **body: object) -> httpx.Response:
    renamed = {"from" if name == "by" else name: it for name, it in body.items()}
    return client.post(f"/phone/{what}", json=renamed)


def in_team(client: httpx.Client, action: str, **more: object) -> httpx.Response:
    return told(client, "group", phone=ANA, group=TEAM, action=action, **more)


# --- people ---------------------------------------------------------------------------


def test_a_page_learns_of_people_when_it_connects_and_later(
    world: World, ana: Device
) -> None:
    people.save(world, ANA, BEA, "Bea Ruiz")
    page = open_page(world, ana)
    [success] = page.frames("success")
    bea = {"wid": BEA_WID, "name": "Bea Ruiz"}
    assert success["contacts"] == [bea | {"pushname": None}]

    people.show(world, BEA, pushname="Bea")
    contacts: list[Any] = [it["contact"] for it in page.frames("contact")]
    assert contacts[-1] == bea | {"pushname": "Bea"}


def test_what_somebody_shows_stays_until_it_is_changed(world: World) -> None:
    people.show(world, BEA, about="At work", picture="https://example.org/bea.jpg")
    people.show(world, BEA, pushname="Bea")

    assert people.about_of(world, BEA_WID) == "At work"
    assert people.picture_of(world, BEA_WID) == "https://example.org/bea.jpg"


def test_the_sandbox_draws_pictures(linked_phone: httpx.Client) -> None:
    shown = told(linked_phone, "person", phone=BEA, picture=True).json()
    picture = linked_phone.get(shown["picture"])

    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert BEA[-2:] in picture.text


# --- calls ----------------------------------------------------------------------------


def test_a_call_rings_on_the_page_until_it_is_rejected(
    world: World, ana: Device
) -> None:
    page = open_page(world, ana)
    call = calls.ring(world, ANA, BEA, video=True, group=None)
    calls.reject(world, ana, call.id)

    assert [it["state"] for it in page.frames("call")] == ["ringing", "rejected"]
    with pytest.raises(Conflict, match="over"):
        calls.end(world, call.id, "ended")


def test_who_is_blocked_does_not_ring(world: World, ana: Device) -> None:
    people.block(world, ANA, BEA_WID)
    page = open_page(world, ana)
    calls.ring(world, ANA, BEA, video=False, group=None)

    assert not page.frames("call")


def test_what_somebody_writes_who_is_blocked_goes_nowhere(
    world: World, ana: Device
) -> None:
    people.block(world, ANA, BEA_WID)
    page = open_page(world, ana)
    writing.write(world, writing.incoming(world, ANA, BEA, None), "anybody there?")
    assert not page.frames("message")

    people.unblock(world, ANA, BEA_WID)
    writing.write(world, writing.incoming(world, ANA, BEA, None), "and now?")
    assert len(page.frames("message")) == 1


def test_another_numbers_call_can_not_be_rejected(world: World, ana: Device) -> None:
    linked(world, BEA)
    call = calls.ring(world, BEA, ANA, video=False, group=None)

    with pytest.raises(NotFound):
        calls.reject(world, ana, call.id)


@pytest.mark.usefixtures("ana")
def test_nobody_calls_themselves(world: World) -> None:
    with pytest.raises(Invalid, match="another number"):
        calls.ring(world, ANA, ANA, video=False, group=None)


# --- channels -------------------------------------------------------------------------


def test_only_its_owner_writes_in_a_channel(world: World, ana: Device) -> None:
    channel = channels.found(world, ANA, "News").id
    assert sending.accept(world, ana, text_message(to=channel)).to == channel

    with pytest.raises(NotAllowed, match="owner"):
        sending.accept(world, linked(world, BEA), text_message(to=channel))
    with pytest.raises(NotFound):
        sending.accept(world, ana, text_message(to="1@newsletter", name="3EB0CD"))


# --- groups, over HTTP ----------------------------------------------------------------


def test_people_change_groups_by_their_rules(linked_phone: httpx.Client) -> None:
    made = in_team(linked_phone, "create", by=BEA, value="Team", participants=[ANA])
    refused = in_team(linked_phone, "announce", value=True)
    assert made.is_success
    assert (refused.status_code, "admin" in refused.json()["error"]) == (403, True)

    in_team(linked_phone, "promote", by=BEA, participants=[ANA])
    assert in_team(linked_phone, "announce", value=True).is_success
    [shown] = state(linked_phone)["groups"]
    assert (shown["subject"], shown["announce"]) == ("Team", True)
    assert f"{ANA}@s.whatsapp.net" in shown["admins"]


@pytest.mark.parametrize(
    ("action", "value"), [("announce", "yes"), ("subject", True), ("create", None)]
)
def test_an_action_says_which_value_it_needs(
    linked_phone: httpx.Client, action: str, value: object
) -> None:
    in_team(linked_phone, "create", value="Team")

    answer = in_team(linked_phone, action, value=value)
    assert answer.status_code == 422
    assert "as its value" in answer.json()["error"]


# --- the page -------------------------------------------------------------------------

MAKE_A_GROUP = """
(() => {
  const form = document.querySelector('aside details form');
  form.elements.action.value = 'create';
  form.elements.value.value = 'Choir';
  form.elements.whom.value = '34600333444, 34600555666';
  form.requestSubmit();
})()
"""


@pytest.mark.skipif(not EXECUTABLE.exists(), reason="needs headless-shell")
async def test_a_group_is_made_and_a_call_rings_on_the_phones_page(
    tmp_path: Path,
) -> None:
    with sandbox_in_thread() as url:
        with httpx.Client(base_url=url) as phone:
            scan(phone, ANA)
        async with open_browser(f"{url}/phone", tmp_path / "profile") as page:
            form = "document.querySelector('aside section:not([hidden]) details form')"
            await page.until(f"!!{form}")
            await page.evaluate(MAKE_A_GROUP)
            aside = "document.querySelector('aside').textContent"
            await page.until(f"{aside}.includes('Choir · 3')")
            await page.evaluate(
                "[...document.querySelectorAll('aside details form')].pop()"
                ".requestSubmit()"
            )
            await page.until(f"/rings|suena/.test({aside})")
