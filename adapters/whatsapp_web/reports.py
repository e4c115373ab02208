"""What the hooks tell, as the domain's reports.

An event of the hooks is ``{"document", "number", "kind", ...facts}``; the kinds are the
methods ``_on_<kind>`` below, and those of ``message_reports``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.whatsapp_web.chat_reports import call_seen, group_changed, presence_seen
from adapters.whatsapp_web.jids import to_contract
from adapters.whatsapp_web.message_reports import ABOUT_MESSAGES
from adapters.whatsapp_web.well_formed import mended, well_formed
from domain.whatsapp import (
    Linked,
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
        if about := ABOUT_MESSAGES.get(event["kind"]):
            report = about(mended(event))
            return (report,) if report else ()
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
