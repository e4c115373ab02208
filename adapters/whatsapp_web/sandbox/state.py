"""What the phone shows of the world; addresses in the contract's form."""

from typing import Any

from adapters.whatsapp_web.sandbox.addresses import contract_form
from adapters.whatsapp_web.sandbox.directory_state import directory_of
from adapters.whatsapp_web.sandbox.records import Device, Message, Sent, Written
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
        **_chats(world),
        **directory_of(world),
    }


def _device(world: World, device: Device) -> dict[str, Any]:
    return {
        "phone": device.phone,
        "pushname": device.pushname,
        "online": bool(world.clients_of(device)),
        "available": any(it.available for it in world.clients_of(device)),
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
        **_became(sent),
    }


def _written(written: Written) -> dict[str, Any]:
    return {
        "phone": written.phone,
        "chat": contract_form(written.chat),
        "from": contract_form(written.author),
        "id": written.id,
        "type": written.type,
        "body": written.body,
        "at": written.at.isoformat(),
        "from_me": written.from_me,
        **_became(written),
    }


def _became(message: Message) -> dict[str, Any]:
    """What it says beside its text, and what became of it."""
    return {
        "content": message.content,
        "edits": list(message.edits),
        "revoked": message.revoked,
        "reactions": {
            contract_form(it): text for it, text in message.reactions.items()
        },
        "votes": {
            contract_form(it): list(options) for it, options in message.votes.items()
        },
    }


def _chats(world: World) -> dict[str, Any]:
    """What pages show to those they write with."""
    return {
        "read": [
            {
                "phone": it.phone,
                "chat": contract_form(it.chat),
                "at": it.at.isoformat(),
            }
            for it in world.read_marks.values()
        ],
        "typing": [
            {"phone": it.phone, "chat": contract_form(it.chat), "state": it.state}
            for it in world.chat_states.values()
        ],
    }
