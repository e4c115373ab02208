"""What webhooks say of a message that was changed, reacted to, or voted in."""

from typing import Any, TypeAlias

from adapters.webhooks.keys import shown_key
from domain.message.events import (
    MessageEdited,
    MessagePollVoted,
    MessageReacted,
    MessageRevoked,
)
from domain.message.message import Message
from domain.whatsapp import Content, MessageKey

ChangeFact: TypeAlias = (
    MessageEdited | MessageRevoked | MessageReacted | MessagePollVoted
)


def change_data(event: ChangeFact, message: Message) -> Any:
    """``message`` is the aggregate as of this event."""
    match event:
        case MessageEdited():
            return _edited(event, message)
        case MessageRevoked():
            return {"keys": [shown_key(event.key)]}
        case MessageReacted():
            return _reacted(event)
        case MessagePollVoted():
            return _poll_results(message)


def _edited(event: MessageEdited, message: Message) -> dict[str, Any]:
    """With the status too, which every client of this webhook looks for."""
    return {
        "update": {
            "status": int(message.ack),
            "message": {"editedMessage": {"message": dict(event.content)}},
            "messageTimestamp": int(event.edited_at.timestamp()),
        },
        "key": shown_key(event.key),
    }


def _reacted(event: MessageReacted) -> list[dict[str, Any]]:
    """The inner key is the reaction's own: it says who reacted."""
    in_group = event.key.remote_jid.endswith("@g.us")
    own = MessageKey(
        id=event.reaction_id or "",
        remote_jid=event.key.remote_jid,
        from_me=event.from_me,
        participant=event.sender if in_group and event.sender else None,
    )
    reaction = {"text": event.text, "key": shown_key(own)}
    return [{"key": shown_key(event.key), "reaction": reaction}]


def _poll_results(message: Message) -> dict[str, Any]:
    """Every option in the poll's own order, with who chooses it now."""
    chosen: dict[str, list[str]] = {name: [] for name in _options(message.content)}
    for voter, vote in message.votes.items():
        for name in vote.options:
            chosen.setdefault(name, []).append(voter)
    results = [{"name": name, "voters": voters} for name, voters in chosen.items()]
    return {"key": shown_key(message.key), "pollResult": results}


def _options(content: Content) -> list[str]:
    poll = content.get("pollCreationMessage")
    options = poll.get("options") if isinstance(poll, dict) else None
    if not isinstance(options, list):
        return []
    named = [it.get("optionName") for it in options if isinstance(it, dict)]
    return [name for name in named if isinstance(name, str)]
