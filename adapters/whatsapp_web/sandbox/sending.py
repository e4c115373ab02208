"""What pages send, and what becomes of it."""

from collections.abc import Mapping
from typing import Literal

from pydantic import JsonValue

from adapters.whatsapp_web.sandbox import channels, groups
from adapters.whatsapp_web.sandbox.addresses import is_group, person
from adapters.whatsapp_web.sandbox.contents import body_of, content_of
from adapters.whatsapp_web.sandbox.keys import Place, chat_and_id
from adapters.whatsapp_web.sandbox.records import Device, Frame, Sent
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import NotFound

_RECEIPTS = {2: "delivery", 3: "read", 4: "played"}


def on_whatsapp(world: World, wid: str) -> bool:
    if is_group(wid):
        return wid in world.groups
    return wid.partition("@")[0] not in world.nobodies


def accept(world: World, device: Device, message: Mapping[str, JsonValue]) -> Sent:
    """The server takes a message from a page; the same key again changes nothing.

    Raises Invalid for what is no message, NotFound for a number not on WhatsApp.
    """
    key = str(message.get("id"))
    to, message_id = chat_and_id(key)
    if known := world.sent.get(_name(device, key)):
        return _keep(world, known, arrivals=known.arrivals + 1)
    if not on_whatsapp(world, to):
        raise NotFound(f"{to} is not on WhatsApp.")
    _must_be_able_to_write(world, device, to)
    sent = Sent(
        id=message_id,
        key=key,
        device=device.id,
        phone=device.phone,
        to=to,
        type=str(message.get("type", "chat")),
        body=body_of(message),
        content=content_of(message),
        at=world.now(),
    )
    world.sent.put(_name(device, key), sent)
    _pass_on(world, sent, message)
    return sent


def _must_be_able_to_write(world: World, device: Device, to: str) -> None:
    """Raises NotFound, NotAllowed."""
    if is_group(to):
        groups.must_be_able_to_write(world, device.wid, to)
    elif channels.is_channel(to):
        channels.must_be_able_to_write(world, device.phone, to)


def _name(owner: Device | Sent, key: str) -> str:
    return f"{owner.phone} {key}"


def _keep(world: World, sent: Sent, **changes: JsonValue) -> Sent:
    changed = sent.model_copy(update=changes)
    world.sent.put(_name(sent, sent.key), changed)
    return changed


def _pass_on(world: World, sent: Sent, message: Mapping[str, JsonValue]) -> None:
    """Numbers that are linked here hear each other."""
    for device in world.devices.values():
        if device.phone == sent.phone or not _reaches(world, sent.to, device.wid):
            continue
        place = Place(me=device.wid, author=f"{sent.phone}@c.us", to=sent.to)
        arrived: dict[str, JsonValue] = {"ack": 1, "t": int(sent.at.timestamp())}
        content = {**message, **arrived, **place.fields(sent.id)}
        world.notify(device, {"kind": "message", "message": content}, of=sent.id)


def _reaches(world: World, to: str, wid: str) -> bool:
    return world.groups[to].has(wid) if is_group(to) else to == wid


def find_sent(world: World, message_id: str) -> Sent:
    """By the bare id or the serialised key. Raises NotFound, Invalid."""
    wanted = message_id.strip()
    bare = chat_and_id(wanted)[1] if "_" in wanted else wanted
    for sent in world.sent.values():
        if sent.id == bare:
            return sent
    raise NotFound(f"No page has sent a message {wanted}: see GET /phone/state.")


def acknowledge(
    world: World, message_id: str, ack: Literal[2, 3, 4], participant: str | None = None
) -> Sent:
    """Whoever got a message has received (2), read (3) or played (4) it.

    Raises NotFound, Invalid.
    """
    sent = find_sent(world, message_id)
    receipt: Frame = {
        "kind": "receipt",
        "ack": ack,
        "ackString": _RECEIPTS[ack],
        "from": sent.to,
        "ids": [sent.id],
        "group": is_group(sent.to),
        "participant": participant and person(participant, "participant"),
    }
    acknowledged = _keep(world, sent, ack=max(sent.ack, ack))
    if device := world.devices.get(sent.device):
        world.notify(device, receipt)
    return acknowledged
