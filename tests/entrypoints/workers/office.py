"""A gateway's background work on the test's own event loop, with WhatsApp in memory."""

import asyncio
from typing import Any
from unittest.mock import patch

from domain.reference import MessageStatus, SessionStatus
from domain.whatsapp import MessageKey
from domain.whatsapp_session.settings import SessionSettings
from entrypoints.program import Program
from entrypoints.workers.forgetting import Forgetter
from entrypoints.workers.giving_up import GivingUp
from entrypoints.workers.link import Link
from entrypoints.workers.perseverance import persevere_soon
from entrypoints.workers.supervisor import Supervisor
from projections.message_queries import MessageRow, message_by_key, messages_page
from projections.queries import Page
from projections.send_outbox_queries import messages_of
from projections.system_errors import latest_errors
from projections.whatsapp_session_queries import SessionRow, session_by_id
from tests.support.fake_page import FakePage
from tests.support.fake_servers import Arrival
from tests.support.fake_whatsapp import FakeWhatsapp
from tests.support.waiting import until

PHONE = "34600111222"
FRIEND = "34600999888"


def session_settings(**but: Any) -> SessionSettings:
    facts: dict[str, Any] = {
        "name": "The shop",
        "phone_number": f"+{PHONE}",
        "account_protection": False,
        "log_messages": True,
    }
    return SessionSettings(**facts | but)


async def _nothing(_link: Link, _reason: str) -> None:
    pass


class Office:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.whatsapp = FakeWhatsapp()
        self.user_id = self._customer()
        self.id = self.new_session()
        self._tasks: set[asyncio.Task[None]] = set()

    def _customer(self) -> int:
        program = self.program
        program.subscriptions.open_catalogue()
        user = program.users.register(
            name="Ana", email="ana@example.com", password="hunter22 hunter22"
        )
        program.subscriptions.take(user.id, "pro")
        return user.id

    def new_session(self, **settings: Any) -> int:
        sessions = self.program.sessions
        return sessions.create(self.user_id, session_settings(**settings)).id

    # --- the gateway ------------------------------------------------------------------

    def start(self) -> None:
        record = self.program.record_system_error
        workers = {
            "supervisor": Supervisor(self.program, self.whatsapp).run,
            "forgetter": Forgetter(self.program, self.whatsapp).run,
            "giving up": GivingUp(self.program).run,
        }
        self._tasks = {
            asyncio.create_task(persevere_soon(name, work, record))
            for name, work in workers.items()
        }

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = set()

    async def kill(self) -> None:
        """As ``kill -9`` does: the browsers die, and nobody writes anything down."""
        with patch.object(Link, "_closed", _nothing):
            await self.stop()

    # --- its owner --------------------------------------------------------------------

    async def connect(self) -> None:
        """Up to the QR code."""
        self.program.sessions.connect(self.id)
        await self.until_status(SessionStatus.NEED_SCAN)

    async def link(self) -> None:
        """Start, connect, scan."""
        self.start()
        await self.connect()
        self.whatsapp.phone.scan(self.whatsapp.code_of(self.id), phone=PHONE)
        await self.until_status(SessionStatus.CONNECTED)

    async def connect_again(self) -> None:
        """With the login that was kept."""
        self.program.sessions.connect(self.id)
        await self.until_status(SessionStatus.CONNECTED)

    def send(self, text: str, *, to: str = FRIEND) -> int:
        return self.program.messages.send(self.id, to=to, text=text).id

    # --- what can be seen -------------------------------------------------------------

    @property
    def page(self) -> FakePage:
        return self.whatsapp.pages[self.id]

    def row(self) -> SessionRow:
        with self.program.settled() as rows:
            row = session_by_id(rows, self.id)
        assert row is not None
        return row

    async def until_status(self, status: SessionStatus) -> None:
        """As the log has it; the tables follow."""
        sessions = self.program.sessions.all
        await until(lambda: sessions.get(self.id).status is status)

    async def until_message(self, message_id: int, status: MessageStatus) -> None:
        messages = self.program.messages.all
        await until(lambda: messages.get(message_id).status is status)

    def arrived(self) -> list[Arrival]:
        return [*self.whatsapp.servers.sent.values()]

    def waiting(self) -> list[int]:
        """What the to-do list has still to send."""
        with self.program.settled() as rows:
            return messages_of(rows, self.user_id)

    def texts(self) -> list[Any]:
        return [it.content["conversation"] for it in self.arrived()]

    def messages(self) -> list[MessageRow]:
        """The oldest first."""
        with self.program.settled() as rows:
            found, _ = messages_page(rows, self.id, page=Page(size=1000))
        return [*found][::-1]

    def message(self, key: MessageKey) -> MessageRow | None:
        with self.program.reading() as rows:
            return message_by_key(rows, self.id, key.id)

    def told(self, stream: str | None = None) -> list[str]:
        """The types of a stream's events, the session's unless another is named."""
        stream = stream or f"whatsapp_session:{self.id}"
        history = self.program.journal.history(stream)
        return [it.envelope.event.TYPE for it in history]

    def errors(self) -> list[str]:
        """What the operator can read of unexpected errors."""
        with self.program.settled() as rows:
            return [it.log for it in latest_errors(rows)]
