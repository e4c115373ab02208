"""What the phone shows of people, groups, calls, channels; in the contract's form."""

from typing import Any

from adapters.whatsapp_web.sandbox.addresses import contract_form
from adapters.whatsapp_web.sandbox.directory import Call, Channel
from adapters.whatsapp_web.sandbox.records import Group
from adapters.whatsapp_web.sandbox.world import World


def directory_of(world: World) -> dict[str, Any]:
    return {
        "groups": [_group(it) for it in world.groups.values()],
        "people": [it.model_dump() for it in world.people.values()],
        "contacts": [
            {"phone": it.owner, "jid": contract_form(it.wid), "name": it.name}
            for it in world.contacts.values()
        ],
        "blocked": [
            {"phone": it.owner, "jid": contract_form(it.wid)}
            for it in world.blocks.values()
        ],
        "calls": [_call(it) for it in world.calls.values()],
        "channels": [_channel(it) for it in world.channels.values()],
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "subject": group.subject,
        "description": group.description,
        "announce": group.announce,
        "restrict": group.restrict,
        "picture": group.picture,
        "owner": contract_form(group.owner),
        "invite": group.invite,
        "participants": [contract_form(it.id) for it in group.participants],
        "admins": [
            contract_form(it.id) for it in group.participants if it.role != "member"
        ],
        "left": [contract_form(it) for it in group.left],
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "id": call.id,
        "phone": call.phone,
        "from": contract_form(call.caller),
        "video": call.video,
        "group": call.group,
        "state": call.state,
        "at": call.at.isoformat(),
    }


def _channel(channel: Channel) -> dict[str, Any]:
    return {"phone": channel.owner, "id": channel.id, "name": channel.name}
