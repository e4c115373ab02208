"""What people do to groups on their phones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from adapters.whatsapp_web.sandbox import group_members, group_settings, groups
from adapters.whatsapp_web.sandbox.addresses import group as group_address
from adapters.whatsapp_web.sandbox.addresses import person
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Invalid

Name: TypeAlias = Literal[
    "create",
    "add",
    "remove",
    "promote",
    "demote",
    "leave",
    "join",
    "subject",
    "description",
    "announce",
    "restrict",
    "picture",
    "revoke_invite",
]


@dataclass(frozen=True)
class Deed:
    world: World
    author: str
    group: str
    participants: Sequence[str]
    value: str | bool | None

    @property
    def text(self) -> str:
        if isinstance(self.value, str):
            return self.value
        raise Invalid(value="This action needs a text as its value.")

    @property
    def on(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        raise Invalid(value="This action needs true or false as its value.")


def do(
    world: World,
    phone: str,
    *,
    action: Name,
    group: str,
    sender: str | None,
    participants: Sequence[str],
    value: str | bool | None,
) -> dict[str, Any]:
    """By ``sender``, or by the person of ``phone``, who has a linked page.

    For ``create``, ``group`` is the address that it gets. Raises Invalid, NotFound, and
    NotAllowed where the group's rules do not let the author do this.
    """
    world.devices_of(phone)
    deed = Deed(
        world=world,
        author=person(sender or phone, "from"),
        group=group_address(group, "group"),
        participants=[person(it, "participants") for it in participants],
        value=value,
    )
    return _DEEDS[action](deed)


def _create(it: Deed) -> dict[str, Any]:
    made = groups.found(it.world, it.author, it.group, it.text, it.participants)
    return {"id": made.id, "invite": made.invite}


def _members(action: group_members.Action) -> Callable[[Deed], dict[str, Any]]:
    def change(it: Deed) -> dict[str, Any]:
        outcomes = group_members.modify(
            it.world, it.author, it.group, action, it.participants
        )
        return {"outcomes": outcomes}

    return change


def _leave(it: Deed) -> dict[str, Any]:
    group_members.leave(it.world, it.author, it.group)
    return {}


def _join(it: Deed) -> dict[str, Any]:
    code = groups.group_of(it.world, it.group).invite
    group_members.join(it.world, it.author, code)
    return {}


def _text(
    change: Callable[[World, str, str, str], object],
) -> Callable[[Deed], dict[str, Any]]:
    def do(it: Deed) -> dict[str, Any]:
        change(it.world, it.author, it.group, it.text)
        return {}

    return do


def _switch(setting: group_settings.Setting) -> Callable[[Deed], dict[str, Any]]:
    def do(it: Deed) -> dict[str, Any]:
        group_settings.switch(it.world, it.author, it.group, setting, on=it.on)
        return {}

    return do


def _revoke_invite(it: Deed) -> dict[str, Any]:
    changed = group_settings.revoke_invite(it.world, it.author, it.group)
    return {"invite": changed.invite}


_DEEDS: Mapping[Name, Callable[[Deed], dict[str, Any]]] = {
    "create": _create,
    "add": _members("add"),
    "remove": _members("remove"),
    "promote": _members("promote"),
    "demote": _members("demote"),
    "leave": _leave,
    "join": _join,
    "subject": _text(group_settings.rename),
    "description": _text(group_settings.describe),
    "announce": _switch("announce"),
    "restrict": _switch("restrict"),
    "picture": _text(group_settings.show_picture),
    "revoke_invite": _revoke_invite,
}
