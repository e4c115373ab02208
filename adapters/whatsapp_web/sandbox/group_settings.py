"""What a group is called and set to, and its invitations.

An ``author`` is who does it. Everything raises NotFound for a group that is not there,
and NotAllowed where the group's rules do not let the author do this.
"""

from typing import Literal, TypeAlias

from adapters.whatsapp_web.sandbox import group_notices, groups
from adapters.whatsapp_web.sandbox.records import Group
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import NotFound

Setting: TypeAlias = Literal["announce", "restrict"]


def rename(world: World, author: str, group_id: str, subject: str) -> Group:
    group = _of_editor(world, author, group_id)
    return _edited(world, group, author, "subject", subject)


def describe(world: World, author: str, group_id: str, description: str) -> Group:
    group = _of_editor(world, author, group_id)
    return _edited(world, group, author, "description", description)


def switch(
    world: World, author: str, group_id: str, setting: Setting, *, on: bool
) -> Group:
    group = groups.of_admin(world, author, group_id)
    changed = group.model_copy(update={setting: on})
    groups.keep(world, group, changed)
    group_notices.write(
        world,
        group,
        changed,
        author=author,
        subtype=setting,
        body="on" if on else "off",
    )
    return changed


def _of_editor(world: World, author: str, group_id: str) -> Group:
    """Everybody may edit, until only admins may."""
    group = groups.seen_by(world, author, group_id)
    return groups.of_admin(world, author, group_id) if group.restrict else group


def _edited(world: World, group: Group, author: str, field: str, text: str) -> Group:
    changed = group.model_copy(update={field: text})
    groups.keep(world, group, changed)
    group_notices.write(world, group, changed, author=author, subtype=field, body=text)
    return changed


def show_picture(world: World, author: str, group_id: str, picture: str) -> Group:
    group = _of_editor(world, author, group_id)
    return _edited(world, group, author, "picture", picture)


# --- invitations ----------------------------------------------------------------------


def invite_code(world: World, author: str, group_id: str) -> str:
    return groups.of_admin(world, author, group_id).invite


def revoke_invite(world: World, author: str, group_id: str) -> Group:
    """The old code is worth nothing any more."""
    group = groups.of_admin(world, author, group_id)
    changed = group.model_copy(update={"invite": groups.new_invite_code()})
    groups.keep(world, group, changed)
    group_notices.write(world, group, changed, author=author, subtype="revoke_invite")
    return changed


def invited_to(world: World, code: str) -> Group:
    """Raises NotFound."""
    for group in world.groups.values():
        if group.invite == code:
            return group
    raise NotFound("This invitation is not valid, or was revoked.")
