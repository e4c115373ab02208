"""Groups: who may do what in them, and what then changes.

Addresses are in the page's form. Whoever does something here is an ``author``: the
person of a linked page, or anybody else in the group.
"""

import secrets
from collections.abc import Sequence

from adapters.whatsapp_web.sandbox import group_notices
from adapters.whatsapp_web.sandbox.records import Device, Group, Participant
from adapters.whatsapp_web.sandbox.refusals import NotAllowed
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Conflict, NotFound


def new_group(world: World, group_id: str, subject: str, owner: str) -> Group:
    return Group(
        id=group_id,
        subject=subject,
        owner=owner,
        creation=int(world.now().timestamp()),
        participants=(Participant(id=owner, role="owner"),),
        invite=new_invite_code(),
    )


def create(world: World, author: str, subject: str, others: Sequence[str]) -> Group:
    return found(world, author, _group_id(), subject, others)


def found(
    world: World, author: str, group_id: str, subject: str, others: Sequence[str]
) -> Group:
    """With this address. Raises Conflict when there is such a group."""
    if group_id in world.groups:
        raise Conflict(f"There is a group {group_id} already.")
    empty = new_group(world, group_id, subject, author)
    group = with_people(empty, [it for it in others if it != author])
    keep(world, group, group)
    group_notices.write(
        world, group, group, author=author, subtype="create", wids=others, body=subject
    )
    return group


def invite(world: World, phone: str, group_id: str, author: str) -> Group:
    """A group with these two in it, where ``author`` may write.

    As it is, or made by ``author`` if there is none. Raises NotFound if no page is
    linked to ``phone``, NotAllowed for who left or was removed, or is no admin where
    only those write.
    """
    me = world.devices_of(phone)[0].wid
    known = world.groups.get(group_id)
    if known is None:
        group = with_people(new_group(world, group_id, "Sandbox group", author), [me])
        keep(world, group, group)
        return group
    if author in known.left:
        raise NotAllowed(f"{author} is not in the group {group_id} any more.")
    if known.announce and not known.is_admin(author):
        raise NotAllowed(f"Only admins write in the group {group_id}.")
    joined = with_people(known, [it for it in (author, me) if it not in known.left])
    if joined != known:
        keep(world, known, joined)
    return joined


def group_of(world: World, group_id: str) -> Group:
    """Raises NotFound."""
    if group := world.groups.get(group_id):
        return group
    raise NotFound(f"There is no group {group_id}.")


def seen_by(world: World, author: str, group_id: str) -> Group:
    """Raises NotFound, and NotAllowed for who is not in it."""
    group = group_of(world, group_id)
    if not group.has(author):
        raise NotAllowed(f"{author} is not in the group {group_id}.")
    return group


def must_be_able_to_write(world: World, author: str, group_id: str) -> None:
    """Raises NotFound, NotAllowed."""
    group = seen_by(world, author, group_id)
    if group.announce and not group.is_admin(author):
        raise NotAllowed(f"Only admins write in the group {group_id}.")


def of_admin(world: World, author: str, group_id: str) -> Group:
    group = seen_by(world, author, group_id)
    if not group.is_admin(author):
        raise NotAllowed(f"Only an admin of the group {group_id} can do this.")
    return group


def with_people(group: Group, wids: Sequence[str]) -> Group:
    new = (Participant(id=it) for it in dict.fromkeys(wids) if not group.has(it))
    left = tuple(it for it in group.left if it not in wids)
    return group.model_copy(
        update={"participants": (*group.participants, *new), "left": left}
    )


def keep(world: World, before: Group, after: Group) -> None:
    world.groups.put(after.id, after)
    group_notices.tell_state(world, before, after)


def _group_id() -> str:
    return f"1203630{secrets.randbelow(10**11):011d}@g.us"


def new_invite_code() -> str:
    return secrets.token_urlsafe(16)


def known_to(world: World, device: Device) -> list[Group]:
    return [it for it in world.groups.values() if it.has(device.wid)]
