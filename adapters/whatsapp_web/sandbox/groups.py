"""Groups: made by a page, changed by its admins."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from adapters.whatsapp_web.sandbox.records import Device, Frame, Group, Participant
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import NotFound

Action: TypeAlias = Literal["add", "remove", "promote", "demote"]


def create(world: World, device: Device, subject: str, others: Sequence[str]) -> Group:
    owner = device.wid
    group = Group(
        id=f"1203630{secrets.randbelow(10**11):011d}@g.us",
        subject=subject,
        owner=owner,
        creation=int(world.now().timestamp()),
        participants=(
            Participant(id=owner, role="owner"),
            *(Participant(id=it) for it in dict.fromkeys(others) if it != owner),
        ),
    )
    world.groups.put(group.id, group)
    return group


def invite(world: World, phone: str, group_id: str, author: str) -> Group:
    """A group with these two in it: as it is, or made by ``author`` if there is none.

    Addresses are in the page's form. Raises NotFound if no page is linked to ``phone``.
    """
    devices = world.devices_of(phone)
    members = [author, devices[0].wid]
    group = world.groups.get(group_id) or Group(
        id=group_id,
        subject="Sandbox group",
        owner=author,
        creation=int(world.now().timestamp()),
        participants=(Participant(id=author, role="owner"),),
    )
    present = tuple(_changed(group.participants, "add", members))
    if present == group.participants:
        return group
    joined = group.model_copy(update={"participants": present})
    world.groups.put(group_id, joined)
    for device in devices:
        world.notify(device, {"kind": "group", "group": joined.model_dump(mode="json")})
    return joined


def group_of(world: World, group_id: str) -> Group:
    """Raises NotFound."""
    if group := world.groups.get(group_id):
        return group
    raise NotFound(f"There is no group {group_id}.")


def modify(
    world: World, device: Device, group_id: str, action: Action, wids: Sequence[str]
) -> Group:
    """Change who is in a group; its linked pages hear of it. Raises NotFound."""
    group = group_of(world, group_id)
    changed = group.model_copy(
        update={"participants": tuple(_changed(group.participants, action, wids))}
    )
    world.groups.put(group_id, changed)
    frame: Frame = {
        "kind": "participants",
        "id": group_id,
        "author": device.wid,
        "action": action,
        "participants": list(wids),
    }
    for each in world.devices.values():
        if group.has(each.wid) or changed.has(each.wid):
            world.notify(each, frame)
    return changed


def _changed(
    present: Sequence[Participant], action: Action, wids: Sequence[str]
) -> Iterable[Participant]:
    for it in present:
        if it.id not in wids or action == "add":
            yield it
        elif action != "remove":
            role: Literal["admin", "member"] = (
                "admin" if action == "promote" else "member"
            )
            yield it.model_copy(update={"role": role})
    if action == "add":
        known = {it.id for it in present}
        yield from (Participant(id=wid) for wid in wids if wid not in known)
