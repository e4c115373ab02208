"""What people write on their phones, and pages then show."""

import secrets

from adapters.whatsapp_web.sandbox import groups
from adapters.whatsapp_web.sandbox.addresses import chat, is_group, person
from adapters.whatsapp_web.sandbox.addresses import group as group_address
from adapters.whatsapp_web.sandbox.keys import Place
from adapters.whatsapp_web.sandbox.records import Frame, Written
from adapters.whatsapp_web.sandbox.sending import find_sent
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


def write(world: World, place: Place, text: str, name: str | None = None) -> Written:
    """A text, which all pages linked to the number at ``place`` get.

    ``name`` is what the author calls themselves. Raises NotFound if nothing is linked.
    """
    devices = world.devices_of(place.me)
    written = Written(
        id="3A" + secrets.token_hex(9).upper(),
        phone=devices[0].phone,
        chat=place.chat,
        author=place.author,
        body=text,
        at=world.now(),
        from_me=place.from_me,
    )
    world.written.put(written.id, written)
    content: Frame = {
        "type": "chat",
        "body": text,
        "t": int(written.at.timestamp()),
        "notifyName": name or f"+{place.author.partition('@')[0]}",
        **place.fields(written.id),
    }
    for device in devices:
        world.notify(device, {"kind": "message", "message": content}, of=written.id)
    return written


def react(world: World, phone: str, *, sender: str, message_id: str, text: str) -> None:
    """Somebody puts an emoji on a message; an empty text takes it away.

    Raises NotFound for a message or a number that is not here, Invalid.
    """
    author = person(sender, "from")
    frame: Frame = {
        "kind": "reaction",
        "id": f"false_{author}_{secrets.token_hex(8).upper()}",
        "parent": _key_of(world, message_id),
        "text": text,
        "sender": author,
        "at": int(world.now().timestamp() * 1000),
    }
    for device in world.devices_of(phone):
        world.notify(device, frame)


def _key_of(world: World, message_id: str) -> str:
    if it := world.written.get(message_id):
        me = person(it.phone)
        to = it.chat if it.from_me or is_group(it.chat) else me
        return Place(me=me, author=it.author, to=to).key(it.id)
    return find_sent(world, message_id).key
