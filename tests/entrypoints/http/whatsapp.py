"""A session's page of the in-memory WhatsApp, on an event loop of its own.

So it is in a gateway: HTTP asks from its loop what a page answers on another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from anyio.from_thread import BlockingPortal, start_blocking_portal

from domain.whatsapp import MessageKey, Outgoing
from entrypoints.program import Program
from tests.support.fake_page import FakePage
from tests.support.fake_servers import Arrival, Servers
from tests.support.fake_whatsapp import FakeWhatsapp, settled

PHONE = "34600111222"
FRIEND = "34600999888"


@dataclass(frozen=True)
class LinkedPage:
    program: Program
    session_id: int
    portal: BlockingPortal
    whatsapp: FakeWhatsapp
    page: FakePage

    @property
    def servers(self) -> Servers:
        return self.whatsapp.servers

    def deliver(self, message_id: int) -> Arrival:
        """What a worker does with an accepted message."""
        message = self.program.messages.all.get(message_id)
        outgoing = Outgoing(key=message.key, content=message.content)
        sent = self.portal.call(self.page.send, outgoing)
        self.program.messages.record_outcome.sent(message_id, sent)
        return self.servers.sent[message.key.id]

    def receive(self, text: str, *, group: str | None = None) -> MessageKey:
        """A message that came in, and was taken in."""

        async def incoming() -> None:
            self.whatsapp.phone.receive(
                phone=PHONE, sender=FRIEND, text=text, group=group
            )

        self.portal.call(incoming)
        seen = self.servers.logins[self.session_id].received[-1]
        self.program.messages.record_seen(self.session_id, seen)
        return seen.key

    def lose(self) -> None:
        """The page does not answer any more."""
        self.page.alive = False


@contextmanager
def linked_page(program: Program, session_id: int) -> Iterator[LinkedPage]:
    whatsapp = FakeWhatsapp()

    async def opened() -> FakePage:
        page = await whatsapp.open(session_id, lambda _: None)
        await settled()
        whatsapp.phone.scan(whatsapp.code_of(session_id), phone=PHONE)
        await settled()
        program.pages.add(session_id, page)
        return page

    with start_blocking_portal() as portal:
        page = portal.call(opened)
        yield LinkedPage(program, session_id, portal, whatsapp, page)
        program.pages.remove(session_id)
