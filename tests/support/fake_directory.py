"""The people and groups that the in-memory WhatsApp knows of."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.whatsapp import Contact, Group, GroupSummary, Participant, Rank


@dataclass(kw_only=True)
class FakeGroup:
    """``ranks`` has everybody who is in it."""

    jid: str
    subject: str
    owner: str
    code: str
    ranks: dict[str, Rank | None]
    description: str | None = None
    announce: bool = False
    restrict: bool = False
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def is_admin(self, jid: str) -> bool:
        return self.ranks.get(jid) is not None

    def shown(self) -> Group:
        return Group(
            jid=self.jid,
            subject=self.subject,
            created_at=self.created_at,
            owner=self.owner,
            description=self.description,
            announce=self.announce,
            restrict=self.restrict,
            participants=[
                Participant(jid=jid, rank=rank) for jid, rank in self.ranks.items()
            ],
        )

    def summary(self) -> GroupSummary:
        return GroupSummary(jid=self.jid, name=self.subject)


class Directory:
    """``contacts`` and ``blocked`` are by the number whose address book it is."""

    def __init__(self) -> None:
        self.contacts: dict[str, dict[str, Contact]] = {}
        self.blocked: dict[str, set[str]] = {}
        self.pictures: dict[str, str] = {}
        """Addresses of pictures, by JID."""
        self.shown: dict[str, Contact] = {}
        """What people show of themselves, by JID."""
        self.groups: dict[str, FakeGroup] = {}
        self._numbers = itertools.count(1)

    def found(self, subject: str, owner: str, others: Iterable[str]) -> FakeGroup:
        number = next(self._numbers)
        ranks: dict[str, Rank | None] = {owner: Rank.SUPERADMIN}
        for jid in others:
            ranks.setdefault(jid, None)
        group = FakeGroup(
            jid=f"1203630{number:011d}@g.us",
            subject=subject,
            owner=owner,
            code=f"Invite{number:016d}",
            ranks=ranks,
        )
        self.groups[group.jid] = group
        return group

    def groups_of(self, jid: str) -> Iterator[FakeGroup]:
        return (it for it in self.groups.values() if jid in it.ranks)

    def next_notice(self) -> str:
        return f"{next(self._numbers):010d}"
