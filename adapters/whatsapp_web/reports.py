"""What the hooks tell, as the domain's reports.

An event of the hooks is ``{"document", "number", "kind", ...facts}``; the kinds are the
methods ``_on_<kind>`` below.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from adapters.whatsapp_web.chat_reports import call_seen, group_changed, presence_seen
from adapters.whatsapp_web.content import Described, content_of
from adapters.whatsapp_web.jids import to_contract
from adapters.whatsapp_web.well_formed import mended, well_formed
from domain.whatsapp import (
    Ack,
    AckSeen,
    Linked,
    MessageKey,
    MessageReport,
    MessageSeen,
    QrExhausted,
    QrShown,
    Report,
    StreamLost,
    TakenOver,
    Unlinked,
    UpdateNeeded,
)

STANDINGS = frozenset({"qr", "qr_exhausted", "linked", "lost", "taken_over"})
"""Events that show where a page stands with WhatsApp."""


class Reporter:
    """Turns events into reports, and knows from what came before what they mean."""

    def __init__(self, *, logged_in: bool) -> None:
        self.logged_in = logged_in
        """Whether this profile has a login, until the page shows that it has not."""
        self.ready = False
        """Whether the page that is loaded now has shown where it stands."""
        self._streaming = False

    def reports(self, event: Mapping[str, Any]) -> Sequence[Report]:
        if event["kind"] == "document":
            self.ready = False
        elif event["kind"] in STANDINGS:
            self.ready = True
        tell = getattr(self, f"_on_{event['kind']}")
        told: Sequence[Report] = tell(mended(event))
        return told

    def _on_document(self, _: Mapping[str, Any]) -> Sequence[Report]:
        return self._stream_lost("The page was loaded anew.")

    def _on_qr(self, event: Mapping[str, Any]) -> Sequence[Report]:
        shown = QrShown(code=event["code"], ttl_seconds=event["ttl"])
        return (*self._logged_out("WhatsApp asks for a new scan."), shown)

    def _on_qr_exhausted(self, _: Mapping[str, Any]) -> Sequence[Report]:
        return (*self._logged_out("WhatsApp asks for a new scan."), QrExhausted())

    def _on_linked(self, event: Mapping[str, Any]) -> Sequence[Report]:
        self.logged_in = self._streaming = True
        linked = well_formed(
            Linked,
            phone_number=event["wid"].partition("@")[0],
            jid=to_contract(event["wid"]),
            lid=event["lid"],
            push_name=event["pushName"],
        )
        return (linked,) if linked else ()

    def _on_lost(self, event: Mapping[str, Any]) -> Sequence[Report]:
        self._streaming = False
        return (StreamLost(reason=f"WhatsApp Web's socket is {event['state']}."),)

    def _on_taken_over(self, _: Mapping[str, Any]) -> Sequence[Report]:
        self._streaming = False
        return (TakenOver(),)

    def _on_logged_out(self, event: Mapping[str, Any]) -> Sequence[Report]:
        reason = LOGOUT_REASONS.get(event["reason"], event["reason"])
        return self._logged_out(reason or "WhatsApp ended the login.")

    def _on_message(self, event: Mapping[str, Any]) -> Sequence[Report]:
        seen = message_seen(event["message"])
        return (seen,) if seen else ()

    def _on_ack(self, event: Mapping[str, Any]) -> Sequence[Report]:
        acked = ack_seen(event)
        return (acked,) if acked else ()

    def _on_group(self, event: Mapping[str, Any]) -> Sequence[Report]:
        changed = group_changed(event)
        return (changed,) if changed else ()

    def _on_call(self, event: Mapping[str, Any]) -> Sequence[Report]:
        called = call_seen(event)
        return (called,) if called else ()

    def _on_presence(self, event: Mapping[str, Any]) -> Sequence[Report]:
        shown = presence_seen(event)
        return (shown,) if shown else ()

    def _on_needs_update(self, _: Mapping[str, Any]) -> Sequence[Report]:
        return (UpdateNeeded(reason=OUTDATED),)

    def _stream_lost(self, reason: str) -> Sequence[Report]:
        was_streaming, self._streaming = self._streaming, False
        return (StreamLost(reason=reason),) if was_streaming else ()

    def _logged_out(self, reason: str) -> Sequence[Report]:
        was_logged_in, self.logged_in = self.logged_in, False
        self._streaming = False
        return (Unlinked(reason=reason),) if was_logged_in else ()


OUTDATED = "WhatsApp no longer accepts this version of WhatsApp Web."

LOGOUT_REASONS = {
    "user_initiated": "Logged out here.",
    "account_sync": "The device was removed from the phone.",
    "client_outdated": OUTDATED,
}


def seen(messages: Sequence[Described]) -> Sequence[MessageReport]:
    """What a page remembers: messages of others, and how far our own have come."""
    found: list[MessageReport] = []
    for message in map(mended, messages):
        if not message["ownSend"] and (told := message_seen(message)):
            found.append(told)
        if message["key"]["fromMe"] and (acked := ack_seen(message)):
            found.append(acked)
    return found


def message_seen(message: Described) -> MessageSeen | None:
    """None for what is no message of a person, or not a well-formed one."""
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


def ack_seen(event: Mapping[str, Any]) -> AckSeen | None:
    return well_formed(AckSeen, key=key_of(event["key"]), ack=ack_of(event["ack"]))


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
