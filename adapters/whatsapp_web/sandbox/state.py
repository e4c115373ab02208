"""What the phone shows of the world; addresses in the contract's form."""

from typing import Any

from adapters.whatsapp_web.sandbox.addresses import contract_form
from adapters.whatsapp_web.sandbox.records import Device, Group, Sent, Written
from adapters.whatsapp_web.sandbox.world import World


def state_of(world: World) -> dict[str, Any]:
    waiting = {it.message for it in world.notices.values()}
    return {
        "devices": [_device(world, it) for it in world.devices.values()],
        "sent": [_sent(it) for it in world.sent.values()],
        "written": [
            _written(it) | {"delivered": it.id not in waiting}
            for it in world.written.values()
        ],
        "groups": [_group(it) for it in world.groups.values()],
    }


def _device(world: World, device: Device) -> dict[str, Any]:
    return {
        "phone": device.phone,
        "pushname": device.pushname,
        "online": bool(world.clients_of(device)),
        "linked_at": device.linked_at.isoformat(),
    }


def _sent(sent: Sent) -> dict[str, Any]:
    return {
        "phone": sent.phone,
        "to": contract_form(sent.to),
        "id": sent.id,
        "type": sent.type,
        "body": sent.body,
        "at": sent.at.isoformat(),
        "ack": sent.ack,
        "arrivals": sent.arrivals,
    }


def _written(written: Written) -> dict[str, Any]:
    return {
        "phone": written.phone,
        "chat": contract_form(written.chat),
        "from": contract_form(written.author),
        "id": written.id,
        "body": written.body,
        "at": written.at.isoformat(),
        "from_me": written.from_me,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "subject": group.subject,
        "participants": [contract_form(it.id) for it in group.participants],
    }
