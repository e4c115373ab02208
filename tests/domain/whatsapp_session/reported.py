"""What a page can report of a session, one example each."""

from domain.whatsapp import (
    BrowserLost,
    Linked,
    PageNotReady,
    PageUnreachable,
    QrExhausted,
    QrShown,
    StreamLost,
    TakenOver,
    Unlinked,
    UpdateNeeded,
)

QR = QrShown(code="2@qr-code", ttl_seconds=60)
LINKED = Linked(
    phone_number="34600333444",
    jid="34600333444@s.whatsapp.net",
    lid="1234567890@lid",
    push_name="Ana's shop",
)
EXHAUSTED, UNLINKED = QrExhausted(), Unlinked(reason="for a reason")
DROPPED, TAKEN_OVER = StreamLost(reason="for a reason"), TakenOver()
OUTDATED = UpdateNeeded(reason="for a reason")
UNUSABLE = PageNotReady(missing=["Store"], reason="for a reason")
UNREACHABLE = PageUnreachable(reason="for a reason")
DIED = BrowserLost(reason="for a reason")
