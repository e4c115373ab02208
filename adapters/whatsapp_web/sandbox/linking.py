"""Linking a page to a phone, and everything that can end it."""

import secrets

from adapters.whatsapp_web.sandbox import channels, groups, people
from adapters.whatsapp_web.sandbox.addresses import lid_of, phone_number
from adapters.whatsapp_web.sandbox.clients import Client
from adapters.whatsapp_web.sandbox.records import Device
from adapters.whatsapp_web.sandbox.world import World, frame_of
from domain.kernel import Conflict, Invalid, NotFound

_SPENT_REFS_REMEMBERED = 1000


def connect(world: World, client: Client) -> None:
    """A page opens its stream: with a login it gets what it missed, else a code."""
    if replaced := world.clients.pop(client.id, None):
        replaced.end()
    if client.device is None:
        world.clients[client.id] = client
        client.show_next_ref(world.now(), world.refs)
    elif device := world.devices.get(client.device):
        _resume(world, client, device)
    else:
        world.clients[client.id] = client
        client.push({"kind": "device_removed"})


def _resume(world: World, client: Client, device: Device) -> None:
    for other in world.clients_of(device):
        other.push({"kind": "conflict"})
    world.clients[client.id] = client
    client.push(
        {
            "kind": "success",
            "groups": [
                it.model_dump(mode="json") for it in groups.known_to(world, device)
            ],
            "channels": channels.known_to(world, device),
            **people.known_to(world, device),
        }
    )
    for notice in world.notices_for(device):
        client.push(frame_of(notice))


def disconnect(world: World, client: Client) -> None:
    _spend_ref(world, client, "shown too long ago")
    if world.clients.get(client.id) is client:
        del world.clients[client.id]


def rotate_ref(world: World, client: Client) -> None:
    _spend_ref(world, client, "shown too long ago")
    client.show_next_ref(world.now(), world.refs)


def refresh_refs(world: World, client: Client) -> None:
    """Somebody wants to see codes again; a page that is linked shows none."""
    if client.device is not None:
        return
    client.refs_shown = 0
    rotate_ref(world, client)


def _spend_ref(world: World, client: Client, how: str) -> None:
    if client.ref is None:
        return
    world.spent_refs[client.ref] = how
    while len(world.spent_refs) > _SPENT_REFS_REMEMBERED:
        del world.spent_refs[next(iter(world.spent_refs))]
    client.forget_ref()


def scan(world: World, code: str, phone: str, pushname: str) -> Device:
    """A phone scans the QR text ``ref,noise,identity,...``.

    Raises Invalid for what is no such text, Conflict for a code that was used or has
    expired, NotFound for one that no open page shows.
    """
    number = phone_number(phone)
    client = _client_showing(world, code)
    _spend_ref(world, client, "used already")
    device = Device(
        id=secrets.token_hex(6),
        phone=number,
        pushname=pushname,
        linked_at=world.now(),
    )
    world.devices.put(device.id, device)
    client.push(
        {
            "kind": "paired",
            "me": device.wid,
            "lid": lid_of(number),
            "deviceId": device.id,
            "pushname": pushname,
        }
    )
    return device


def _client_showing(world: World, code: str) -> Client:
    ref, _, rest = code.strip().partition(",")
    if not rest:
        raise Invalid(code="This is no QR text of WhatsApp Web: copy all of it.")
    if how := world.spent_refs.get(ref):
        raise Conflict(f"This code was {how}: scan the one that is shown now.")
    for client in world.clients.values():
        if client.ref == ref:
            if client.noise != rest.partition(",")[0]:
                raise Invalid(code="The keys in this code are damaged: copy it again.")
            return client
    raise NotFound("No open page shows this code: scan the one shown now.")


def unlink(world: World, device: Device) -> None:
    """The person removes the device on the phone."""
    forget(world, device)
    world.push(device, {"kind": "device_removed"})


def forget(world: World, device: Device) -> None:
    world.devices.discard(device.id)
    for notice in world.notices_for(device):
        world.notices.discard(notice.id)


def drop(world: World, device: Device) -> None:
    """The network fails for a moment."""
    for client in world.clients_of(device):
        client.end()
