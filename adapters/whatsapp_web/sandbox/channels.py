"""Channels: a number writes to many, as ``...@newsletter``."""

import secrets

from pydantic import JsonValue

from adapters.whatsapp_web.sandbox.directory import Channel
from adapters.whatsapp_web.sandbox.records import Device
from adapters.whatsapp_web.sandbox.refusals import NotAllowed
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import NotFound

NEWSLETTER = "@newsletter"


def is_channel(address: str) -> bool:
    return address.endswith(NEWSLETTER)


def found(world: World, phone: str, name: str) -> Channel:
    """A new one of this number, which its pages hear of. Raises NotFound."""
    devices = world.devices_of(phone)
    channel = Channel(
        id=f"1203631{secrets.randbelow(10**11):011d}{NEWSLETTER}",
        owner=devices[0].phone,
        name=name,
        creation=int(world.now().timestamp()),
    )
    world.channels.put(channel.id, channel)
    for device in devices:
        world.notify(
            device, {"kind": "channel", "channel": channel.model_dump(mode="json")}
        )
    return channel


def must_be_able_to_write(world: World, phone: str, channel_id: str) -> None:
    """Raises NotFound, NotAllowed."""
    channel = world.channels.get(channel_id)
    if channel is None:
        raise NotFound(f"There is no channel {channel_id}.")
    if channel.owner != phone:
        raise NotAllowed(f"Only its owner writes in the channel {channel_id}.")


def known_to(world: World, device: Device) -> list[JsonValue]:
    return [
        it.model_dump(mode="json")
        for it in world.channels.values()
        if it.owner == device.phone
    ]
