"""WhatsApp's keys as webhooks show them."""

from typing import Any

from domain.whatsapp import MessageKey


def shown_key(key: MessageKey) -> dict[str, Any]:
    """WhatsApp's key, and the sender's number where WhatsApp tells it."""
    sender = key.participant or key.remote_jid
    known = sender.endswith("@s.whatsapp.net") and not key.from_me
    hidden = sender.endswith("@lid") and not key.from_me
    return {
        "id": key.id,
        "fromMe": key.from_me,
        "remoteJid": key.remote_jid,
        "addressingMode": "lid" if sender.endswith("@lid") else "pn",
        "senderPn": sender if known else None,
        "cleanedSenderPn": sender.partition("@")[0] if known else None,
        "senderLid": sender if hidden else None,
        **({"participant": key.participant} if key.participant else {}),
    }
