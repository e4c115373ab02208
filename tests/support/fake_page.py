"""One session's page of the in-memory WhatsApp."""

import asyncio
import itertools
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from adapters.whatsapp_web.outgoing import order_for
from domain.whatsapp import (
    AckSeen,
    BrowserLost,
    CallSeen,
    CallStatus,
    Diagnosis,
    GroupChanged,
    Linked,
    MessageReport,
    Outgoing,
    PageLost,
    QrExhausted,
    QrShown,
    Refused,
    Report,
    SendRefused,
    Sent,
    StreamLost,
    TakenOver,
    Unlinked,
)
from tests.support.fake_chats import FakeChats
from tests.support.fake_groups import FakeGroups
from tests.support.fake_people import FakePeople
from tests.support.fake_servers import Login, Servers

QR_TTL_SECONDS = 20.0


def jid_of(number: str) -> str:
    """A number's or an address's JID in the contract's form."""
    if "@" not in number:
        return f"{number.lstrip('+')}@s.whatsapp.net"
    return number.replace("@c.us", "@s.whatsapp.net")


class FakePage:
    """A ``domain.whatsapp.WhatsappPage``; made by ``FakeWhatsapp.open``."""

    def __init__(
        self,
        servers: Servers,
        session_id: int,
        hear: Callable[[Report], None],
        *,
        pid: int,
    ) -> None:
        self.session_id = session_id
        self.pid = pid
        self.endpoint = f"ws://127.0.0.1:1/devtools/browser/{pid}"
        self.code: str | None = None
        self.linked = False
        self.alive = True
        self._servers = servers
        self._hear = hear
        self._codes = itertools.count(1)
        self.online = False
        self.calls: dict[str, CallSeen] = {}
        """Those that ring, by id."""
        self.rejected_calls: list[str] = []
        self.proxy_url: str | None = None
        self.bytes_taken = 100 * 1024**2
        self.people = FakePeople(servers, self.login)
        self.groups = FakeGroups(servers, self._me, self._tell_members)
        self.chats = FakeChats(servers, self)

    # --- the port ---------------------------------------------------------------------

    async def send(self, message: Outgoing) -> Sent:
        login = self.login()
        order = order_for(message)
        if (quoted := order["quoted"]) and not self._knows(quoted):
            raise SendRefused("WhatsApp Web does not know the message answered.")
        self.groups.must_be_writable(message.key.remote_jid)
        await asyncio.sleep(0)
        arrival = self._servers.take(login.phone, message)
        acked = AckSeen(key=arrival.key, ack=arrival.ack)
        if login.acks.setdefault(arrival.key.id, (arrival.at, acked))[1] is acked:
            self.report(acked)
        return Sent(key=message.key, sent_at=arrival.at, ack=arrival.ack)

    async def seen_since(self, since: datetime) -> Sequence[MessageReport]:
        login = self.login()
        seen: list[tuple[datetime, MessageReport]] = [
            *((message.sent_at, message) for message in login.received),
            *login.acks.values(),
            *login.happened,
        ]
        recent = (pair for pair in seen if pair[0] >= since.replace(microsecond=0))
        return [it for _, it in sorted(recent, key=lambda pair: pair[0])]

    async def be_online(self) -> None:
        self.login()
        self.online = True

    async def reject_call(self, call_id: str) -> None:
        self.login()
        if call_id not in self.calls:
            raise Refused(f"The call {call_id} is over.")
        self.rejected_calls.append(call_id)
        self.end_call(call_id, CallStatus.REJECTED)

    async def diagnose(self) -> Diagnosis:
        self._must_live()
        return Diagnosis(
            wa_js="4.6.0",
            whatsapp="2.3000.0",
            missing=(),
            ready=True,
            phase="linked" if self.linked else "qr",
            socket="CONNECTED" if self.linked else "UNPAIRED",
            stream="MAIN" if self.linked else "QR",
            reason="The page is linked." if self.linked else "It shows a QR code.",
        )

    async def memory(self) -> int:
        return self.bytes_taken

    async def refresh_qr(self) -> None:
        self._must_live()
        if not self.linked:
            self.show_code()

    async def take_over(self) -> None:
        self._must_live()
        self.link()

    async def log_out(self) -> None:
        self.login()
        del self._servers.logins[self.session_id]
        self.unlink("Logged out here.")

    async def close(self) -> None:
        self.alive = self.linked = False
        self.code = None

    def login(self) -> Login:
        """Raises PageLost when the page is not linked."""
        self._must_live()
        if not self.linked:
            raise PageLost("The page is not connected to WhatsApp.")
        return self._servers.logins[self.session_id]

    def _knows(self, quoted: Any) -> bool:
        received = {it.key.id for it in self.login().received}
        return quoted["id"] in received or quoted["id"] in self._servers.sent

    def happened(self, at: datetime, report: MessageReport) -> None:
        """To a message: told now if there is a connection, else by ``seen_since``."""
        self._servers.logins[self.session_id].happened.append((at, report))
        if self.linked:
            self.report(report)

    def _me(self) -> str:
        return jid_of(self.login().phone)

    def _tell_members(self, changed: GroupChanged) -> None:
        # Only of this page: what others' pages would report, a test lets them report.
        self.report(changed)

    def _must_live(self) -> None:
        if not self.alive:
            raise PageLost("The browser is gone.")

    # --- what happens to it -----------------------------------------------------------

    def show_code(self) -> None:
        self.code = f"2@{self.session_id}-{next(self._codes)},noise,identity,adv"
        self.report(QrShown(code=self.code, ttl_seconds=QR_TTL_SECONDS))

    def exhaust_codes(self) -> None:
        self.code = None
        self.report(QrExhausted())

    def link(self) -> None:
        login = self._servers.logins[self.session_id]
        self.code, self.linked = None, True
        linked = Linked(
            phone_number=login.phone,
            jid=jid_of(login.phone),
            lid=f"1{login.phone}@lid",
            push_name=login.push_name,
        )
        self.report(linked)

    def lose_stream(self) -> None:
        self.linked = False
        self.report(StreamLost(reason="The connection to WhatsApp was lost."))

    def fall_asleep(self) -> None:
        self.linked = False
        self.report(TakenOver())

    def unlink(self, reason: str) -> None:
        self.linked = False
        self.report(Unlinked(reason=reason))
        self.show_code()

    def die(self, reason: str) -> None:
        self.report(BrowserLost(reason=reason))
        self.alive = self.linked = False
        self.code = None

    def ring(self, call: CallSeen) -> None:
        self.calls[call.id] = call
        self.report(call)

    def end_call(self, call_id: str, status: CallStatus) -> None:
        call = self.calls.pop(call_id)
        self.report(call.model_copy(update={"status": status}))

    def report(self, report: Report) -> None:
        if self.alive:
            asyncio.get_running_loop().call_soon(self._hear, report)
