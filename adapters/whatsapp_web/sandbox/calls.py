"""Phone calls: somebody rings, and a page may reject it."""

import secrets

from adapters.whatsapp_web.sandbox import groups, people
from adapters.whatsapp_web.sandbox.addresses import group as group_address
from adapters.whatsapp_web.sandbox.addresses import person, phone_number
from adapters.whatsapp_web.sandbox.directory import Call, CallState
from adapters.whatsapp_web.sandbox.records import Device, Frame
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Conflict, Invalid, NotFound


def ring(
    world: World, phone: str, caller: str, *, video: bool, group: str | None
) -> Call:
    """Every page of the number rings, unless the caller is blocked.

    Raises Invalid, NotFound.
    """
    devices = world.devices_of(phone)
    if person(caller, "from") == person(phone):
        raise Invalid(**{"from": "Nobody calls themselves: give another number."})
    if group is not None:
        groups.group_of(world, group_address(group, "group"))
    call = Call(
        id=secrets.token_hex(16).upper(),
        phone=phone_number(phone),
        caller=person(caller, "from"),
        video=video,
        group=group,
        state="ringing",
        at=world.now(),
    )
    world.calls.put(call.id, call)
    if not people.is_blocked(world, call.phone, call.caller):
        for device in devices:
            world.push(device, _frame(call))
    return call


def end(world: World, call_id: str, state: CallState) -> Call:
    """Answered on the phone, rejected, or over. Raises NotFound, Conflict."""
    call = world.calls.get(call_id)
    if call is None:
        raise NotFound(f"There is no call {call_id}: see GET /phone/state.")
    if call.state in {"rejected", "ended"}:
        raise Conflict(f"The call {call_id} is over: it was {call.state}.")
    changed = call.model_copy(update={"state": state})
    world.calls.put(call.id, changed)
    for device in world.devices.values():
        if device.phone == call.phone:
            world.push(device, _frame(changed))
    return changed


def reject(world: World, device: Device, call_id: str) -> Call:
    """A page rejects it. Raises NotFound, Conflict."""
    call = world.calls.get(call_id)
    if call is None or call.phone != device.phone:
        raise NotFound(f"No call {call_id} rings here.")
    return end(world, call_id, "rejected")


def _frame(call: Call) -> Frame:
    return {
        "kind": "call",
        "id": call.id,
        "peer": call.caller,
        "video": call.video,
        "group": call.group,
        "state": call.state,
        "at": int(call.at.timestamp()),
    }
