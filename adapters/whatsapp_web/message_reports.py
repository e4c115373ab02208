"""Reports about messages, from the events of the hooks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

from adapters.whatsapp_web.content import content_of
from adapters.whatsapp_web.jids import to_contract
from adapters.whatsapp_web.well_formed import mended, note_set_aside, well_formed
from domain.whatsapp import (
    Ack,
    AckSeen,
    EditSeen,
    MessageKey,
    MessageReport,
    MessageSeen,
    PollVoteSeen,
    ReactionSeen,
    RevokeSeen,
)

Event: TypeAlias = Mapping[str, Any]


def seen(events: Sequence[Event]) -> Sequence[MessageReport]:
    """What a page remembers, in the order it happened."""
    told = map(_report_of, events)
    return [report for report in told if report]


def _report_of(event: Event) -> MessageReport | None:
    """None, too, for an event that lacks something: it hides no other."""
    try:
        return ABOUT_MESSAGES[event["kind"]](mended(event))
    except Exception as error:  # noqa: BLE001
        note_set_aside(event["kind"], error)
        return None


def message_seen(event: Event) -> MessageSeen | None:
    """None for what is no message of a person, or not a well-formed one."""
    message = event["message"]
    content = content_of(message)
    if content is None:
        return None
    return well_formed(
        MessageSeen,
        key=key_of(message["key"]),
        content=content,
        push_name=message.get("pushName"),
        sent_at=datetime.fromtimestamp(message["time"], UTC),
    )


def ack_seen(event: Event) -> AckSeen | None:
    return well_formed(AckSeen, key=key_of(event["key"]), ack=ack_of(event["ack"]))


def edit_seen(event: Event) -> EditSeen | None:
    content = content_of(event["message"])
    if content is None:
        return None
    return well_formed(
        EditSeen, key=key_of(event["key"]), content=content, edited_at=_at(event)
    )


def revoke_seen(event: Event) -> RevokeSeen | None:
    return well_formed(RevokeSeen, key=key_of(event["key"]), revoked_at=_at(event))


def reaction_seen(event: Event) -> ReactionSeen | None:
    return well_formed(
        ReactionSeen,
        key=key_of(event["key"]),
        id=event["id"],
        sender=to_contract(event["sender"]),
        from_me=event["fromMe"],
        text=event["text"],
        reacted_at=_at(event),
    )


def vote_seen(event: Event) -> PollVoteSeen | None:
    return well_formed(
        PollVoteSeen,
        key=key_of(event["key"]),
        voter=to_contract(event["voter"]),
        options=tuple(event["options"]),
        voted_at=_at(event),
    )


def key_of(key: Mapping[str, Any]) -> MessageKey:
    participant = key.get("participant")
    return MessageKey(
        id=key["id"],
        remote_jid=to_contract(key["remote"]),
        from_me=key["fromMe"],
        participant=to_contract(participant) if participant else None,
    )


def ack_of(number: int | None) -> Ack:
    """WhatsApp Web counts from -1 (error); beyond "played" nothing is of interest."""
    return Ack(min(max((number or 0) + 1, Ack.ERROR), Ack.PLAYED))


def _at(event: Event) -> datetime:
    return datetime.fromtimestamp(event["at"] / 1000, UTC)


ABOUT_MESSAGES: Mapping[str, Callable[[Event], MessageReport | None]] = {
    "message": message_seen,
    "ack": ack_seen,
    "edit": edit_seen,
    "revoke": revoke_seen,
    "reaction": reaction_seen,
    "vote": vote_seen,
}
