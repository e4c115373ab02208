"""What an owner wants to be done by itself, and what a changed setting does at once."""

from datetime import UTC, datetime

from domain.whatsapp import CallSeen, CallStatus
from tests.entrypoints.workers.office import FRIEND, PHONE, Office
from tests.support.waiting import until

PROXY = "http://127.0.0.1:3128"


def call(number: int) -> CallSeen:
    return CallSeen(
        id=f"CALL-{number}",
        caller=f"{FRIEND}@s.whatsapp.net",
        status=CallStatus.OFFER,
        is_video=False,
        is_group=False,
        at=datetime.now(UTC),
    )


async def test_calls_are_rejected_when_that_is_wanted(office: Office) -> None:
    await office.link()
    office.program.sessions.update(office.id, {"auto_reject_calls": True})
    office.page.ring(call(1))

    await until(lambda: office.page.rejected_calls == ["CALL-1"])


async def test_and_only_while_they_ring(office: Office) -> None:
    office.program.sessions.update(office.id, {"auto_reject_calls": True})
    await office.link()
    office.page.report(call(1).model_copy(update={"status": CallStatus.ENDED}))
    office.page.ring(call(2))

    await until(lambda: office.page.rejected_calls == ["CALL-2"])


async def test_what_comes_in_is_marked_as_read_when_that_is_wanted(
    office: Office,
) -> None:
    office.program.sessions.update(office.id, {"read_incoming_messages": True})
    await office.link()
    key = office.whatsapp.phone.receive(phone=PHONE, sender=FRIEND, text="hi")

    await until(lambda: (PHONE, key) in office.whatsapp.servers.read)


async def test_who_is_to_be_online_always_is_after_every_login(office: Office) -> None:
    office.program.sessions.update(office.id, {"always_online": True})
    await office.link()
    await until(lambda: office.page.online)
    office.page.online = False
    office.whatsapp.phone.drop(PHONE)

    await until(lambda: office.page.online)


async def test_and_at_once_when_that_is_set(office: Office) -> None:
    await office.link()
    page = office.page
    office.program.sessions.update(office.id, {"always_online": True})

    await until(lambda: page.online)
    assert office.page is page


async def test_who_is_not_to_be_any_more_gets_a_new_browser(office: Office) -> None:
    office.program.sessions.update(office.id, {"always_online": True})
    await office.link()
    page = office.page
    await until(lambda: page.online)
    office.program.sessions.update(office.id, {"always_online": False})

    await until(lambda: office.page is not page and office.page.linked)
    assert not office.page.online


async def test_another_proxy_is_another_browser(office: Office) -> None:
    await office.link()
    page = office.page
    office.program.sessions.update(office.id, {"proxy_url": PROXY})

    await until(lambda: office.page is not page and office.page.linked)
    assert office.page.proxy_url == PROXY
    assert not page.alive
