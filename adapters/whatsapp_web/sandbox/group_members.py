"""Who is in a group: added, removed, made admin, leaving, and joining by invitation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from adapters.whatsapp_web.sandbox import group_notices, groups
from adapters.whatsapp_web.sandbox.group_settings import invited_to
from adapters.whatsapp_web.sandbox.records import Group
from adapters.whatsapp_web.sandbox.world import World

Action: TypeAlias = Literal["add", "remove", "promote", "demote"]

DONE, NOBODY, NOT_IN_GROUP, IN_GROUP = 200, 400, 404, 409

# Who becomes an admin or is one no more is told to them alone.
PRIVATE = frozenset({"promote", "demote"})


def modify(
    world: World, author: str, group_id: str, action: Action, wids: Sequence[str]
) -> dict[str, int]:
    """What became of each, by WhatsApp's numbers. Raises NotFound, NotAllowed."""
    group = groups.of_admin(world, author, group_id)
    outcomes = {wid: _outcome(world, group, action, wid) for wid in wids}
    done = [wid for wid, status in outcomes.items() if status == DONE]
    if done:
        changed = _changed(group, action, done)
        _tell(world, group, changed, Doing(author, action, done))
    return outcomes


def leave(world: World, author: str, group_id: str) -> Group:
    """Raises NotFound, NotAllowed."""
    group = groups.seen_by(world, author, group_id)
    changed = _changed(group, "remove", [author])
    _tell(world, group, changed, Doing(author, "remove", [author]))
    return changed


def join(world: World, author: str, code: str) -> Group:
    """By an invitation. Raises NotFound."""
    group = invited_to(world, code)
    if group.has(author):
        return group
    changed = _changed(group, "add", [author])
    world.groups.put(group.id, changed)
    group_notices.tell_state(world, changed, changed)
    group_notices.tell_participants(
        world,
        group,
        changed,
        author=author,
        action="add",
        wids=[author],
        by_invitation=True,
    )
    group_notices.write(
        world, group, changed, author=author, subtype="invite", wids=[author]
    )
    return changed


@dataclass(frozen=True)
class Doing:
    author: str
    action: Action
    wids: Sequence[str]

    @property
    def subtype(self) -> str:
        """What the notice calls it."""
        alone = list(self.wids) == [self.author]
        return "leave" if self.action == "remove" and alone else self.action


def _tell(world: World, before: Group, after: Group, it: Doing) -> None:
    groups.keep(world, before, after)
    group_notices.tell_participants(
        world, before, after, author=it.author, action=it.action, wids=it.wids
    )
    group_notices.write(
        world,
        before,
        after,
        author=it.author,
        subtype=it.subtype,
        wids=it.wids,
        only=it.wids if it.action in PRIVATE else None,
    )


def _outcome(world: World, group: Group, action: Action, wid: str) -> int:
    if wid.partition("@")[0] in world.nobodies:
        return NOBODY
    if action == "add":
        return IN_GROUP if group.has(wid) else DONE
    return DONE if group.has(wid) else NOT_IN_GROUP


def _changed(group: Group, action: Action, wids: Sequence[str]) -> Group:
    match action:
        case "add":
            return groups.with_people(group, wids)
        case "remove":
            return _without(group, wids)
        case "promote":
            return _in_role(group, wids, "admin")
        case "demote":
            return _in_role(group, wids, "member")


def _without(group: Group, wids: Sequence[str]) -> Group:
    stays = tuple(it for it in group.participants if it.id not in wids)
    left = (*group.left, *wids)
    return group.model_copy(update={"participants": stays, "left": left})


def _in_role(
    group: Group, wids: Sequence[str], role: Literal["admin", "member"]
) -> Group:
    people = tuple(
        it.model_copy(update={"role": role}) if it.id in wids else it
        for it in group.participants
    )
    return group.model_copy(update={"participants": people})
