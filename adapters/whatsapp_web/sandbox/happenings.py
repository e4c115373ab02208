"""What becomes of messages that are there: edits, deletions, reactions, votes.

Whoever does something is an ``author``, in the page's form of addresses. The pages that
have the message hear of it, except the one that did it.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta

from adapters.whatsapp_web.sandbox.addresses import is_group, person
from adapters.whatsapp_web.sandbox.keys import Place, chat_and_id
from adapters.whatsapp_web.sandbox.records import Device, Frame, Message, Sent, Written
from adapters.whatsapp_web.sandbox.refusals import NotAllowed
from adapters.whatsapp_web.sandbox.world import World
from domain.kernel import Conflict, Invalid, NotFound

EDITABLE = timedelta(minutes=15)


def message_of(world: World, name: str) -> Message:
    """By the bare id or the serialised key. Raises NotFound, Invalid."""
    wanted = name.strip()
    bare = chat_and_id(wanted)[1] if "_" in wanted else wanted
    if written := world.written.get(bare):
        return written
    for sent in world.sent.values():
        if sent.id == bare:
            return sent
    raise NotFound(f"There is no message {wanted}: see GET /phone/state.")


def edit(
    world: World, message: Message, author: str, text: str, by: Device | None = None
) -> Message:
    """Raises NotAllowed for another's or an old one, Conflict for a deleted one."""
    _must_be_there(message)
    if author != author_of(message):
        raise NotAllowed("Only who wrote a message can edit it.")
    if world.now() - message.at > EDITABLE:
        raise NotAllowed("A message can be edited for 15 minutes.")
    if message.body == text:
        return message
    caption = {"caption": text} if "media" in message.content else {}
    changed = _keep(
        world,
        message,
        body=text,
        content={**message.content, **caption},
        edits=(*message.edits, message.body),
    )
    facts: Frame = {"kind": "edit", "body": text, "edit": _new_id()}
    return _tell(world, changed, facts, by)


def revoke(
    world: World, message: Message, author: str, by: Device | None = None
) -> Message:
    """Delete it for everyone. Raises NotAllowed."""
    if message.revoked:
        return message
    by_admin = author != author_of(message)
    if by_admin and not _rules_in(world, message, author):
        raise NotAllowed("Only who wrote it, or an admin of the group, can delete it.")
    changed = _keep(world, message, type="revoked", body="", content={}, revoked=True)
    subtype = "admin_revoke" if by_admin else "sender_revoke"
    facts: Frame = {"kind": "revoke", "subtype": subtype, "author": author}
    return _tell(world, changed, facts, by)


def react(
    world: World, message: Message, author: str, text: str, by: Device | None = None
) -> Message:
    """An empty text takes the reaction back. Raises Conflict for what was deleted."""
    _must_be_there(message)
    reactions = {it: emoji for it, emoji in message.reactions.items() if it != author}
    if text:
        reactions[author] = text
    changed = _keep(world, message, reactions=reactions)
    facts: Frame = {"kind": "reaction", "id": _new_id(), "text": text, "sender": author}
    return _tell(world, changed, facts, by)


def vote(
    world: World, message: Message, author: str, options: Sequence[str]
) -> Message:
    """All that somebody now chooses. Raises Invalid for what can't be chosen."""
    _must_be_there(message)
    offered = message.content.get("options")
    if not isinstance(offered, list):
        raise Invalid(id=f"The message {message.id} is no poll.")
    if unknown := [it for it in options if it not in offered]:
        raise Invalid(options=f"The poll offers {offered}, not {unknown}.")
    if len(options) > 1 and not message.content.get("multiSelect"):
        raise Invalid(options="Only one option of this poll can be chosen.")
    changed = _keep(world, message, votes={**message.votes, author: tuple(options)})
    chosen = [offered.index(it) for it in options]
    facts: Frame = {"kind": "vote", "sender": author, "options": [*chosen]}
    return _tell(world, changed, facts, None)


def author_of(message: Message) -> str:
    if isinstance(message, Written):
        return message.author
    return person(message.phone)


def _must_be_there(message: Message) -> None:
    if message.revoked:
        raise Conflict(f"The message {message.id} was deleted.")


def _rules_in(world: World, message: Message, author: str) -> bool:
    chat = message.chat if isinstance(message, Written) else _to(message)
    group = world.groups.get(chat)
    return group is not None and group.is_admin(author)


def _to(message: Message) -> str:
    """Who it was written to: a person or a group."""
    if isinstance(message, Sent):
        return message.to
    assert isinstance(message, Written)  # noqa: S101 - there are these two
    own = message.from_me or is_group(message.chat)
    return message.chat if own else person(message.phone)


def _keep(world: World, message: Message, **changes: object) -> Message:
    changed = message.model_copy(update=changes)
    if isinstance(changed, Sent):
        world.sent.put(f"{changed.phone} {changed.key}", changed)
    elif isinstance(changed, Written):
        world.written.put(changed.id, changed)
    return changed


def _tell(world: World, message: Message, facts: Frame, by: Device | None) -> Message:
    at = int(world.now().timestamp() * 1000)
    for device in _reached(world, message):
        if device != by:
            frame = {**facts, "parent": key_at(message, device), "at": at}
            world.notify(device, frame)
    return message


def _reached(world: World, message: Message) -> Iterator[Device]:
    """The pages that have it: of its number, and of those it was passed on to."""
    to = _to(message)
    for device in world.devices.values():
        in_group = (
            is_group(to) and to in world.groups and world.groups[to].has(device.wid)
        )
        passed_on = isinstance(message, Sent) and (to == device.wid or in_group)
        if device.phone == message.phone or passed_on:
            yield device


def key_at(message: Message, device: Device) -> str:
    """Its key as that page has it."""
    if isinstance(message, Sent) and message.phone == device.phone:
        return message.key
    place = Place(me=device.wid, author=author_of(message), to=_to(message))
    return place.key(message.id)


def _new_id() -> str:
    return "3A" + secrets.token_hex(9).upper()
