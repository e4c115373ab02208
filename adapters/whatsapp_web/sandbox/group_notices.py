"""How pages hear that a group changed: its new state, and a line in the chat."""

import secrets
from collections.abc import Iterable, Sequence

from pydantic import JsonValue

from adapters.whatsapp_web.sandbox.keys import Place
from adapters.whatsapp_web.sandbox.records import Device, Frame, Group
from adapters.whatsapp_web.sandbox.world import World


def tell_state(world: World, before: Group, after: Group) -> None:
    """To those who are, or just were, in it."""
    for device in _members(world, before, after):
        world.notify(device, {"kind": "group", "group": after.model_dump(mode="json")})


def tell_participants(
    world: World,
    before: Group,
    after: Group,
    *,
    author: str,
    action: str,
    wids: Sequence[str],
    by_invitation: bool = False,
) -> None:
    frame: Frame = {
        "kind": "participants",
        "id": after.id,
        "author": author,
        "action": action,
        "participants": list(wids),
        "isInvite": by_invitation,
    }
    for device in _members(world, before, after):
        world.notify(device, frame)


def write(
    world: World,
    before: Group,
    after: Group,
    *,
    author: str,
    subtype: str,
    wids: Sequence[str] = (),
    body: str | None = None,
    only: Sequence[str] | None = None,
) -> None:
    """The line in the chat of everybody, or only of some."""
    name = secrets.token_hex(10).upper()
    for device in _members(world, before, after):
        if only is None or device.wid in only:
            world.notify(
                device,
                {
                    "kind": "message",
                    "message": {
                        "type": "gp2",
                        "subtype": subtype,
                        "author": author,
                        "recipients": list[JsonValue](wids),
                        "body": body,
                        "t": int(world.now().timestamp()),
                        **_place(device, author, after).fields(name),
                    },
                },
            )


def _place(device: Device, author: str, group: Group) -> Place:
    return Place(me=device.wid, author=author, to=group.id)


def _members(world: World, before: Group, after: Group) -> Iterable[Device]:
    for device in world.devices.values():
        if before.has(device.wid) or after.has(device.wid):
            yield device
