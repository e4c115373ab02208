"""``domain.whatsapp.Groups`` of an in-memory page."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from domain.whatsapp import (
    Group,
    GroupAction,
    GroupChange,
    GroupChanged,
    GroupSummary,
    ParticipantAction,
    ParticipantOutcome,
    Rank,
    Refused,
    SendRefused,
)
from tests.support.fake_directory import FakeGroup
from tests.support.fake_servers import Servers

DONE, NOT_IN_GROUP, ALREADY_IN_GROUP, NOBODY = 200, 404, 409, 400

WORDS = {
    DONE: "done",
    NOT_IN_GROUP: "is not in the group",
    ALREADY_IN_GROUP: "is in the group already",
    NOBODY: "is not on WhatsApp",
}

REPORTED = {
    ParticipantAction.ADD: GroupAction.ADDED,
    ParticipantAction.REMOVE: GroupAction.REMOVED,
    ParticipantAction.PROMOTE: GroupAction.PROMOTED,
    ParticipantAction.DEMOTE: GroupAction.DEMOTED,
}

CHANGES = {
    "subject": GroupAction.SUBJECT,
    "description": GroupAction.DESCRIPTION,
    "announce": GroupAction.ANNOUNCE,
    "restrict": GroupAction.RESTRICT,
}


class FakeGroups:
    """``me`` is the page's own JID; it raises PageLost when the page is not linked.

    ``tell`` takes what every member's page shall report.
    """

    def __init__(
        self,
        servers: Servers,
        me: Callable[[], str],
        tell: Callable[[GroupChanged], None],
    ) -> None:
        self._servers = servers
        self._me = me
        self._tell = tell

    async def all(self) -> Sequence[GroupSummary]:
        mine = self._servers.directory.groups_of(self._me())
        return [group.summary() for group in mine]

    async def create(self, subject: str, participants: Sequence[str]) -> Group:
        me = self._me()
        for jid in participants:
            if jid.partition("@")[0] in self._servers.unknown:
                raise Refused(f"{jid} is not on WhatsApp.")
        group = self._servers.directory.found(subject, me, participants)
        self._changed(group, GroupAction.CREATED, participants, value=subject)
        return group.shown()

    async def one(self, jid: str) -> Group:
        return self._known(jid).shown()

    async def change(self, jid: str, change: GroupChange) -> Group:
        group = self._known(jid)
        if group.restrict:
            self._must_be_admin(group)
        for name, value in change.model_dump(exclude_none=True).items():
            if name in {"announce", "restrict"}:
                self._must_be_admin(group)
            setattr(group, name, value)
            told = str(value).lower() if isinstance(value, bool) else value
            self._changed(group, CHANGES[name], value=told)
        return group.shown()

    async def change_participants(
        self, jid: str, action: ParticipantAction, participants: Sequence[str]
    ) -> Sequence[ParticipantOutcome]:
        group = self._known(jid)
        self._must_be_admin(group)
        statuses = {it: self._status(group, action, it) for it in participants}
        done = [it for it, status in statuses.items() if status == DONE]
        for it in done:
            _apply(group, action, it)
        if done:
            self._changed(group, REPORTED[action], done)
        return [
            ParticipantOutcome(jid=it, status=status, message=WORDS[status])
            for it, status in statuses.items()
        ]

    async def leave(self, jid: str) -> None:
        group, me = self._known(jid), self._me()
        self._changed(group, GroupAction.REMOVED, [me])
        del group.ranks[me]

    async def invite_code(self, jid: str) -> str:
        group = self._known(jid)
        self._must_be_admin(group)
        return group.code

    async def invited_to(self, code: str) -> Group:
        return self._invited(code).shown()

    async def join(self, code: str) -> str:
        group, me = self._invited(code), self._me()
        if me not in group.ranks:
            group.ranks[me] = None
            self._changed(group, GroupAction.ADDED, [me])
        return group.jid

    def must_be_writable(self, jid: str) -> None:
        """Raises SendRefused. A group that nobody has heard of is as it should be."""
        group = self._servers.directory.groups.get(jid)
        if group and self._me() not in group.ranks:
            raise SendRefused(f"This number is not in the group {jid}.")
        if group and group.announce and not group.is_admin(self._me()):
            raise SendRefused(f"Only admins write in the group {jid}.")

    def _known(self, jid: str) -> FakeGroup:
        group = self._servers.directory.groups.get(jid)
        if group is None or self._me() not in group.ranks:
            raise Refused(f"This number is not in the group {jid}.")
        return group

    def _invited(self, code: str) -> FakeGroup:
        self._me()
        for group in self._servers.directory.groups.values():
            if group.code == code:
                return group
        raise Refused("This invitation is not valid.")

    def _must_be_admin(self, group: FakeGroup) -> None:
        if not group.is_admin(self._me()):
            raise Refused("Only an admin of the group can do this.")

    def _status(self, group: FakeGroup, action: ParticipantAction, jid: str) -> int:
        if action is ParticipantAction.ADD:
            if jid.partition("@")[0] in self._servers.unknown:
                return NOBODY
            return ALREADY_IN_GROUP if jid in group.ranks else DONE
        return DONE if jid in group.ranks else NOT_IN_GROUP

    def _changed(
        self,
        group: FakeGroup,
        action: GroupAction,
        participants: Sequence[str] = (),
        value: str | None = None,
    ) -> None:
        changed = GroupChanged(
            id=self._servers.directory.next_notice(),
            jid=group.jid,
            action=action,
            participants=tuple(participants),
            by=self._me(),
            value=value,
            changed_at=datetime.now(UTC),
        )
        self._tell(changed)


def _apply(group: FakeGroup, action: ParticipantAction, jid: str) -> None:
    match action:
        case ParticipantAction.ADD | ParticipantAction.DEMOTE:
            group.ranks[jid] = None
        case ParticipantAction.PROMOTE:
            group.ranks[jid] = Rank.ADMIN
        case ParticipantAction.REMOVE:
            del group.ranks[jid]
