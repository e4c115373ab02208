"""A page as the server sees it: what it is sent, and what it asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.whatsapp_web.sandbox import linking
from adapters.whatsapp_web.sandbox.clients import Client, RefPolicy
from adapters.whatsapp_web.sandbox.records import Device, Frame
from adapters.whatsapp_web.sandbox.store import Store
from adapters.whatsapp_web.sandbox.world import World

ANA, BEA = "34600111222", "34600333444"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Clock:
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def wait(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


def world_of(store: Store, now: Callable[[], datetime], *, max_refs: int = 2) -> World:
    return World(store, RefPolicy(ttl=timedelta(seconds=20), at_most=max_refs), now)


@dataclass
class Page:
    world: World
    client: Client
    seen: list[Frame] = field(default_factory=list)

    @property
    def code(self) -> str:
        return f"{self.client.ref},{self.client.noise},identity,adv"

    def frames(self, kind: str) -> list[Frame]:
        """All frames of this kind so far."""
        while not self.client.frames.empty():
            self.seen.append(self.client.frames.get_nowait() or {"kind": "end"})
        return [it for it in self.seen if it["kind"] == kind]

    def close(self) -> None:
        linking.disconnect(self.world, self.client)


def open_page(world: World, device: Device | None = None, name: str = "page") -> Page:
    client = Client(id=name, noise="noise", device=device.id if device else None)
    linking.connect(world, client)
    return Page(world, client)


def linked(world: World, phone: str = ANA) -> Device:
    """A device that is linked, its page closed."""
    page = open_page(world, name=f"linking {phone}")
    device = linking.scan(world, page.code, phone, "Ana")
    page.close()
    return device


def text_message(
    to: str = f"{BEA}@c.us", body: str = "hello", name: str = "3EB0AB"
) -> dict[str, str]:
    return {"id": f"true_{to}_{name}", "type": "chat", "body": body, "to": to}
