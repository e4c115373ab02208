"""The phone in a person's hand, and the people who write to it."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from domain.whatsapp import (
    Ack,
    AckSeen,
    Content,
    EditSeen,
    MessageKey,
    MessageReport,
    MessageSeen,
    PollVoteSeen,
    ReactionSeen,
    RevokeSeen,
)
from tests.support.fake_page import FakePage, jid_of
from tests.support.fake_servers import Login, Media, Servers


class FakePhone:
    """Every call takes effect at once; what a page reports of it comes a tick later."""

    def __init__(self, servers: Servers, pages: Mapping[int, FakePage]) -> None:
        self._servers = servers
        self._pages = pages
        self._numbers = itertools.count(1)

    def scan(self, code: str, *, phone: str, push_name: str | None = "Me") -> None:
        for page in self._pages.values():
            if page.alive and page.code == code:
                self._servers.logins[page.session_id] = Login(phone, push_name)
                page.link()
                return
        raise ValueError("That code was used or has expired. Scan the one shown.")

    def receive(
        self,
        *,
        phone: str,
        sender: str,
        text: str = "",
        content: Content | None = None,
        file: Media | None = None,
        group: str | None = None,
        push_name: str | None = "Someone",
    ) -> MessageKey:
        """Someone writes to ``phone``. With no page open, ``seen_since`` tells it."""
        key = MessageKey(
            id=f"3A{next(self._numbers):018X}",
            remote_jid=jid_of(group or sender),
            from_me=False,
            participant=jid_of(sender) if group else None,
        )
        if file:
            self._servers.media[key.id] = file
        self._show(phone, key, content or {"conversation": text}, push_name)
        return key

    def write(self, *, phone: str, to: str, text: str) -> MessageKey:
        """The person writes on the phone itself, and the page sees it."""
        key = MessageKey(
            id=f"3A{next(self._numbers):018X}", remote_jid=jid_of(to), from_me=True
        )
        self._show(phone, key, {"conversation": text}, None)
        return key

    def _show(
        self, phone: str, key: MessageKey, content: Content, push_name: str | None
    ) -> None:
        message = MessageSeen(
            key=key, content=content, push_name=push_name, sent_at=datetime.now(UTC)
        )
        session_id = self._servers.session_of(phone)
        self._servers.logins[session_id].received.append(message)
        self._report(session_id, message)

    # --- what becomes of messages -----------------------------------------------------

    def edit(self, *, phone: str, key: MessageKey, text: str) -> None:
        """By who wrote it, on the phone."""
        at = datetime.now(UTC)
        content = {"conversation": text}
        self._happened(phone, at, EditSeen(key=key, content=content, edited_at=at))

    def revoke(self, *, phone: str, key: MessageKey) -> None:
        at = datetime.now(UTC)
        self._happened(phone, at, RevokeSeen(key=key, revoked_at=at))

    def react(self, *, phone: str, sender: str, key: MessageKey, text: str) -> None:
        at = datetime.now(UTC)
        reaction = ReactionSeen(
            key=key,
            id=f"3A{next(self._numbers):018X}",
            sender=jid_of(sender),
            from_me=sender == phone,
            text=text,
            reacted_at=at,
        )
        self._happened(phone, at, reaction)

    def vote(
        self, *, phone: str, voter: str, key: MessageKey, options: Sequence[str]
    ) -> None:
        at = datetime.now(UTC)
        vote = PollVoteSeen(
            key=key, voter=jid_of(voter), options=tuple(options), voted_at=at
        )
        self._happened(phone, at, vote)

    def _happened(self, phone: str, at: datetime, report: MessageReport) -> None:
        session_id = self._servers.session_of(phone)
        self._servers.logins[session_id].happened.append((at, report))
        self._report(session_id, report)

    def ack(self, key_id: str, ack: Ack) -> None:
        """A sent message came further: delivered, read, played."""
        arrival = self._servers.sent[key_id]
        arrival.ack = max(arrival.ack, ack)
        session_id = self._servers.session_of(arrival.phone)
        seen = AckSeen(key=arrival.key, ack=arrival.ack)
        self._servers.logins[session_id].acks[key_id] = (arrival.at, seen)
        self._report(session_id, seen)

    def _report(self, session_id: int, seen: MessageReport) -> None:
        page = self._pages.get(session_id)
        if page and page.linked:
            page.report(seen)

    def unlink(self, phone: str) -> None:
        """The person removes the device. A closed page tells it when next opened."""
        session_id = self._servers.session_of(phone)
        del self._servers.logins[session_id]
        page = self._pages.get(session_id)
        if page and page.alive:
            page.unlink("The device was removed from the phone.")
        else:
            self._servers.removed.add(session_id)

    def drop(self, phone: str, *, reconnects: bool = True) -> None:
        """The connection breaks. The page comes back by itself unless told not to."""
        page = self._pages[self._servers.session_of(phone)]
        page.lose_stream()
        if reconnects:
            page.link()

    def reconnect(self, phone: str) -> None:
        self._pages[self._servers.session_of(phone)].link()

    def conflict(self, phone: str) -> None:
        """The same login is opened elsewhere."""
        self._pages[self._servers.session_of(phone)].fall_asleep()
