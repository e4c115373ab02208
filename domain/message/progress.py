"""How far a message has come, and when it got there."""

from datetime import datetime

from domain.message.events import Progress
from domain.reference import MessageStatus
from domain.whatsapp import Ack

STATUS_OF = {
    Ack.SENT: MessageStatus.SENT,
    Ack.DELIVERED: MessageStatus.DELIVERED,
    Ack.READ: MessageStatus.READ,
    Ack.PLAYED: MessageStatus.PLAYED,
}

STEPS = {
    Ack.DELIVERED: "delivered_at",
    Ack.READ: "read_at",
    Ack.PLAYED: "played_at",
}


def reached(progress: Progress, ack: Ack, at: datetime) -> Progress:
    """Every step up to this one has been reached, at the latest now."""
    passed = [name for step, name in STEPS.items() if step <= ack]
    return progress.model_copy(
        update={name: getattr(progress, name) or at for name in passed}
    )
