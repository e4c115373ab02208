"""What other people do, beyond writing messages: they call, type, and change groups."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from domain.whatsapp import (
    CallSeen,
    CallStatus,
    GroupAction,
    GroupChanged,
    Presence,
    PresenceSeen,
    Rank,
)
from tests.support.fake_directory import FakeGroup
from tests.support.fake_page import FakePage, jid_of
from tests.support.fake_servers import Servers

CHANGES = {
    "add": GroupAction.ADDED,
    "remove": GroupAction.REMOVED,
    "promote": GroupAction.PROMOTED,
    "demote": GroupAction.DEMOTED,
    "leave": GroupAction.REMOVED,
    "subject": GroupAction.SUBJECT,
    "description": GroupAction.DESCRIPTION,
    "announce": GroupAction.ANNOUNCE,
    "restrict": GroupAction.RESTRICT,
}

RANKS: Mapping[str, Rank | None] = {
    "add": None,
    "promote": Rank.ADMIN,
    "demote": None,
}


class FakeOthers:
    """``phone`` is whose linked page sees it. Each call takes effect at once."""

    def __init__(self, servers: Servers, pages: Mapping[int, FakePage]) -> None:
        self._servers = servers
        self._pages = pages
        self._numbers = itertools.count(1)
        self.calls: dict[str, CallSeen] = {}
        """The last that was seen of each call."""

    def _page(self, phone: str) -> FakePage:
        return self._pages[self._servers.session_of(phone)]

    # --- presence and calls -----------------------------------------------------------

    def show_presence(self, phone: str, sender: str, presence: Presence) -> None:
        seen = PresenceSeen(jid=jid_of(sender), presence=presence, at=datetime.now(UTC))
        self._page(phone).report(seen)

    def call(
        self, phone: str, caller: str, *, video: bool = False, group: bool = False
    ) -> str:
        call = CallSeen(
            id=f"CALL{next(self._numbers):012d}",
            caller=jid_of(caller),
            status=CallStatus.OFFER,
            is_video=video,
            is_group=group,
            at=datetime.now(UTC),
        )
        self.calls[call.id] = call
        page = self._page(phone)
        page.ring(call)
        return call.id

    def end_call(self, phone: str, call_id: str, status: CallStatus) -> None:
        self._page(phone).end_call(call_id, status)

    # --- groups -----------------------------------------------------------------------

    def make_group(self, phone: str, owner: str, subject: str) -> FakeGroup:
        group = self._servers.directory.found(subject, jid_of(owner), [jid_of(phone)])
        self._tell(phone, group, GroupAction.CREATED, owner, [phone], subject)
        return group

    def change_group(
        self,
        phone: str,
        group_jid: str,
        action: str,
        participants: Sequence[str] = (),
        *,
        by: str,
        value: str | bool | None = None,
    ) -> None:
        group = self._servers.directory.groups[group_jid]
        concerned = [by] if action == "leave" else list(participants)
        for jid in map(jid_of, concerned):
            if action in RANKS:
                group.ranks[jid] = RANKS[action]
            else:
                group.ranks.pop(jid, None)
        if value is not None:
            setattr(group, action, value)
        told = str(value).lower() if isinstance(value, bool) else value
        self._tell(phone, group, CHANGES[action], by, concerned, told)

    def _tell(  # noqa: PLR0917
        self,
        phone: str,
        group: FakeGroup,
        action: GroupAction,
        by: str,
        participants: Sequence[str],
        value: str | None,
    ) -> None:
        changed = GroupChanged(
            id=self._servers.directory.next_notice(),
            jid=group.jid,
            action=action,
            participants=tuple(map(jid_of, participants)),
            by=jid_of(by),
            value=value,
            changed_at=datetime.now(UTC),
        )
        self._page(phone).report(changed)
