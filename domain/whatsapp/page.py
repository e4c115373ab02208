"""What this program asks of WhatsApp: one page a session, in a browser of its own.

Every call has a deadline, and raises PageLost when no answer came; those that change
something raise Refused when WhatsApp will not do it.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from domain.whatsapp.chat_reports import Presence
from domain.whatsapp.directory import (
    Contact,
    Diagnosis,
    Downloaded,
    Group,
    GroupChange,
    GroupSummary,
    ParticipantAction,
    ParticipantOutcome,
)
from domain.whatsapp.keys import MessageKey, Outgoing, Sent
from domain.whatsapp.message_reports import MessageReport
from domain.whatsapp.reports import Report


class Refused(Exception):
    """WhatsApp will not do this, and says why; trying again is pointless."""


class SendRefused(Refused):
    """WhatsApp will not take this message."""


class PageLost(Exception):
    """No answer from the page. What was asked may or may not have happened."""


class PageFault(PageLost):
    """The page answered with an error: asking again may go better, or the same way."""


class Chats(Protocol):
    """What can be done to messages and chats. Each call may be repeated safely."""

    async def edit(self, key: MessageKey, text: str) -> None:
        """Give a message of ours another text (WhatsApp allows it for 15 minutes)."""

    async def revoke(self, key: MessageKey) -> None:
        """Delete a message for everyone."""

    async def react(self, key: MessageKey, text: str) -> None:
        """With an emoji; an empty text takes the reaction back."""

    async def mark_read(self, key: MessageKey) -> None:
        """Everything in its chat, up to this message."""

    async def show_presence(self, jid: str, presence: Presence) -> None:
        """Composing or recording lasts until PAUSED, or some 20 seconds."""

    async def download(self, key: MessageKey, to: Path) -> Downloaded:
        """Write the file that came with a message to a path that is not there yet.

        One that is too large for this machine is refused.
        """


class People(Protocol):
    """The address book, and what WhatsApp knows of numbers."""

    async def exists(self, jid: str) -> bool:
        """Whether this number is on WhatsApp."""

    async def all(self) -> Sequence[Contact]: ...

    async def one(self, jid: str) -> Contact:
        """``exists`` is False when the number is not on WhatsApp."""

    async def picture(self, jid: str) -> str | None:
        """The address of the picture of a person or group; None when there is none."""

    async def block(self, jid: str) -> None: ...

    async def unblock(self, jid: str) -> None: ...

    async def save(self, jid: str, full_name: str, *, on_phone: bool) -> None: ...

    async def lid_of(self, jid: str) -> str | None:
        """The hidden id (``...@lid``) of a number."""

    async def number_of(self, lid: str) -> str | None:
        """The JID with the number that a hidden id stands for."""


class Groups(Protocol):
    async def all(self) -> Sequence[GroupSummary]: ...

    async def create(self, subject: str, participants: Sequence[str]) -> Group: ...

    async def one(self, jid: str) -> Group: ...

    async def change(self, jid: str, change: GroupChange) -> Group: ...

    async def change_participants(
        self, jid: str, action: ParticipantAction, participants: Sequence[str]
    ) -> Sequence[ParticipantOutcome]: ...

    async def leave(self, jid: str) -> None: ...

    async def invite_code(self, jid: str) -> str:
        """What comes after ``https://chat.whatsapp.com/``."""

    async def invited_to(self, code: str) -> Group:
        """What WhatsApp shows of a group to who holds an invitation."""

    async def join(self, code: str) -> str:
        """Accept an invitation. The group's JID."""


class WhatsappPage(Protocol):
    """One number's WhatsApp, open in a browser."""

    @property
    def pid(self) -> int:
        """The browser's process id."""

    @property
    def endpoint(self) -> str:
        """Where the browser's DevTools listen (a ws:// address on loopback)."""

    @property
    def chats(self) -> Chats: ...

    @property
    def people(self) -> People: ...

    @property
    def groups(self) -> Groups: ...

    async def send(self, message: Outgoing) -> Sent:
        """Send, unless the page already has a message of this key: then finish that.

        Safe to repeat with the same key. Raises SendRefused, PageLost.
        """

    async def seen_since(self, since: datetime) -> Sequence[MessageReport]:
        """What the page knows of messages since then, oldest first: for reconciliation.

        Messages of others, how far our own have come, and what was edited, deleted,
        reacted to or voted for.
        """

    async def be_online(self) -> None:
        """Show the person as online, until the page is closed."""

    async def reject_call(self, call_id: str) -> None: ...

    async def refresh_qr(self) -> None:
        """Show QR codes again, after QrExhausted."""

    async def take_over(self) -> None:
        """Use WhatsApp here, after TakenOver."""

    async def diagnose(self) -> Diagnosis: ...

    async def memory(self) -> int:
        """What the browser takes, in bytes; what it shares is counted by its share."""

    async def log_out(self) -> None:
        """Unlink this device."""

    async def close(self) -> None:
        """End the browser and keep the login. Never raises."""


class Whatsapp(Protocol):
    async def open(
        self,
        session_id: int,
        hear: Callable[[Report], None],
        *,
        proxy_url: str | None = None,
    ) -> WhatsappPage:
        """A browser with this session's own profile, at WhatsApp.

        Whatever its page reports goes to ``hear``, in order, on the event loop that
        called this. Raises PageLost when no browser could be started, saying why.
        """

    async def kept(self) -> Collection[int]:
        """The sessions of which there is a profile."""

    async def forget(self, session_id: int) -> None:
        """Erase the session's profile, and with it any login."""
