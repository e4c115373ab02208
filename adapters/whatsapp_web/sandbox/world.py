"""Everything there is in the sandbox, and how word of it reaches a page."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from adapters.whatsapp_web.sandbox.addresses import phone_number
from adapters.whatsapp_web.sandbox.clients import Client, RefPolicy
from adapters.whatsapp_web.sandbox.directory import (
    Block,
    Call,
    Channel,
    Person,
    SavedContact,
)
from adapters.whatsapp_web.sandbox.records import (
    ChatState,
    Device,
    Frame,
    Group,
    Nobody,
    Notice,
    ReadMark,
    Sent,
    Written,
)
from adapters.whatsapp_web.sandbox.store import Shelf, Store
from domain.kernel import NotFound

Fault: TypeAlias = Literal["refuse", "lose_answer"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class World:
    """State and nothing else; the rules are the functions of the modules beside this.

    It belongs to one event loop: whatever runs between two awaits is undisturbed.
    """

    def __init__(
        self,
        store: Store,
        refs: RefPolicy = RefPolicy(),  # noqa: B008 - immutable
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.store, self.refs, self.now = store, refs, now
        self.devices = Shelf(store, Device)
        self.notices = Shelf(store, Notice)
        self.sent = Shelf(store, Sent)
        self.written = Shelf(store, Written)
        self.read_marks = Shelf(store, ReadMark)
        self.chat_states = Shelf(store, ChatState)
        self.groups = Shelf(store, Group)
        self.nobodies = Shelf(store, Nobody)
        self.people = Shelf(store, Person)
        self.contacts = Shelf(store, SavedContact)
        self.blocks = Shelf(store, Block)
        self.calls = Shelf(store, Call)
        self.channels = Shelf(store, Channel)
        self.dropped: frozenset[str] = frozenset()
        self.closing = False
        self.clients: dict[str, Client] = {}
        self.spent_refs: dict[str, str] = {}
        self._faults: dict[str, list[Fault]] = {}

    def devices_of(self, phone: str) -> list[Device]:
        """The devices linked to a number. Raises NotFound, naming those there are."""
        number = phone_number(phone)
        if found := [it for it in self.devices.values() if it.phone == number]:
            return found
        linked = ", ".join(sorted({it.phone for it in self.devices.values()}))
        raise NotFound(
            f"No page is linked to {number}. "
            + (f"Linked: {linked}." if linked else "Scan a code first.")
        )

    def plan_faults(self, phone: str, fault: Fault, times: int) -> None:
        """Let the next sends of a number go wrong. Forgotten at a restart."""
        self._faults.setdefault(phone_number(phone), []).extend([fault] * times)

    def next_fault(self, phone: str) -> Fault | None:
        planned = self._faults.get(phone)
        return planned.pop(0) if planned else None

    def clients_of(self, device: Device) -> list[Client]:
        return [it for it in self.clients.values() if it.device == device.id]

    def push(self, device: Device, frame: Frame) -> None:
        """Tell a device's page if it is open. If not, it never hears of this."""
        for client in self.clients_of(device):
            client.push(frame)

    def notify(self, device: Device, frame: Frame, of: str | None = None) -> None:
        """Tell a device's page, now and at every reconnect, until it confirms.

        ``of`` is the bare id of the message that the frame brings.
        """
        name = secrets.token_hex(8)
        notice = Notice(id=name, device=device.id, frame=frame, message=of)
        self.notices.put(notice.id, notice)
        self.push(device, frame_of(notice))

    def end_streams(self) -> None:
        """Hang up on every page for good; they will try again elsewhere."""
        self.closing = True
        for client in self.clients.values():
            client.end()

    def notices_for(self, device: Device) -> list[Notice]:
        return [it for it in self.notices.values() if it.device == device.id]


def frame_of(notice: Notice) -> Frame:
    return {**notice.frame, "notice": notice.id}
