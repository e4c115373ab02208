"""What people write on their phones, and pages then show."""

import secrets

from adapters.whatsapp_web.sandbox import groups, people
from adapters.whatsapp_web.sandbox.addresses import chat, is_group, person
from adapters.whatsapp_web.sandbox.addresses import group as group_address
from adapters.whatsapp_web.sandbox.contents import Fields, body_of, content_of
from adapters.whatsapp_web.sandbox.keys import Place
from adapters.whatsapp_web.sandbox.records import Frame, Written
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Invalid


def incoming(world: World, phone: str, sender: str, group: str | None) -> Place:
    """Somebody else writes to ``phone``, in a group if given: made if there is none.

    Here and below, numbers may be digits or JIDs. Raises Invalid, NotFound.
    """
    me, author = person(phone), person(sender, "from")
    if author == me:
        raise Invalid(**{"from": "To write as this phone itself, use /phone/outgoing."})
    if group is None:
        return Place(me=me, author=author, to=me)
    address = group_address(group, "group")
    return Place(
        me=me, author=author, to=groups.invite(world, phone, address, author).id
    )


def outgoing(world: World, phone: str, to: str) -> Place:
    """The person of ``phone`` writes on the phone. Raises Invalid, NotFound."""
    me = person(phone)
    address = chat(to, "to")
    if is_group(address):
        groups.group_of(world, address)
    return Place(me=me, author=me, to=address)


def write(
    world: World, place: Place, said: str | Fields, name: str | None = None
) -> Written:
    """A text or another kind, which all pages linked to the number at ``place`` get.

    ``name`` is what the author calls themselves. Raises NotFound if nothing is linked.
    """
    devices = world.devices_of(place.me)
    fields = {"type": "chat", "body": said} if isinstance(said, str) else said
    written = Written(
        id="3A" + secrets.token_hex(9).upper(),
        phone=devices[0].phone,
        chat=place.chat,
        author=place.author,
        type=str(fields["type"]),
        body=body_of(fields),
        content=content_of(fields),
        at=world.now(),
        from_me=place.from_me,
    )
    world.written.put(written.id, written)
    message: Frame = {
        **fields,
        "t": int(written.at.timestamp()),
        "notifyName": name or f"+{place.author.partition('@')[0]}",
        **place.fields(written.id),
    }
    if not _is_kept_away(world, place):
        for device in devices:
            world.notify(device, {"kind": "message", "message": message}, of=written.id)
    return written


def _is_kept_away(world: World, place: Place) -> bool:
    """What somebody writes who is blocked goes nowhere, and they are not told."""
    alone = not is_group(place.to)
    return alone and people.is_blocked(world, place.me, place.author)
