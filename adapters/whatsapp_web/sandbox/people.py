"""People: what they show of themselves, and what others keep of them.

Numbers may be digits or JIDs; what is not one raises Invalid.
"""

from pydantic import JsonValue

from adapters.whatsapp_web.sandbox.addresses import is_group, person, phone_number
from adapters.whatsapp_web.sandbox.directory import Block, Person, SavedContact
from adapters.whatsapp_web.sandbox.records import Device
from adapters.whatsapp_web.sandbox.world import World

PICTURES = "/phone/pictures"
"""Where the sandbox draws some: an address on its own server."""


def show(world: World, phone: str, **shown: str | None) -> Person:
    """Somebody changes what others see of them; all linked pages hear of it."""
    number = phone_number(phone)
    known = world.people.get(number) or Person(phone=number)
    changed = known.model_copy(
        update={name: value for name, value in shown.items() if value is not None}
    )
    world.people.put(number, changed)
    for device in world.devices.values():
        world.push(
            device, {"kind": "contact", "contact": _contact(world, device, number)}
        )
    return changed


def save(world: World, owner: str, somebody: str, name: str) -> SavedContact:
    """Into the address book of ``owner``, whose pages hear of it."""
    wid = person(somebody, "of")
    saved = SavedContact(owner=phone_number(owner), wid=wid, name=name)
    world.contacts.put(f"{saved.owner} {wid}", saved)
    for device in world.devices.values():
        if device.phone == saved.owner:
            told = _contact(world, device, phone_number(wid))
            world.notify(device, {"kind": "contact", "contact": told})
    return saved


def block(world: World, owner: str, wid: str) -> None:
    world.blocks.put(f"{owner} {wid}", Block(owner=owner, wid=wid))


def unblock(world: World, owner: str, wid: str) -> None:
    world.blocks.discard(f"{owner} {wid}")


def is_blocked(world: World, owner: str, wid: str) -> bool:
    return f"{phone_number(owner)} {wid}" in world.blocks


def picture_of(world: World, wid: str) -> str | None:
    """Of a person or a group."""
    if is_group(wid):
        group = world.groups.get(wid)
        return group.picture if group else None
    shown = world.people.get(wid.partition("@")[0])
    return shown.picture if shown else None


def about_of(world: World, wid: str) -> str | None:
    shown = world.people.get(wid.partition("@")[0])
    return shown.about if shown else None


def known_to(world: World, device: Device) -> dict[str, JsonValue]:
    """What a page learns of people when it connects."""
    owner = device.phone
    saved = {it.wid: it.name for it in world.contacts.values() if it.owner == owner}
    numbers = {*map(phone_number, saved), *world.people}
    return {
        "contacts": [_contact(world, device, it) for it in sorted(numbers)],
        "blocked": [it.wid for it in world.blocks.values() if it.owner == owner],
    }


def _contact(world: World, device: Device, number: str) -> dict[str, JsonValue]:
    wid = person(number)
    saved = world.contacts.get(f"{device.phone} {wid}")
    shown = world.people.get(number)
    return {
        "wid": wid,
        "name": saved.name if saved else None,
        "pushname": shown.pushname if shown else None,
    }
