"""Groups as the contract shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.whatsapp import Group, GroupSummary, Participant, ParticipantOutcome


@dataclass(frozen=True, slots=True)
class ShownSummary:
    id: str
    jid: str
    name: str
    imgUrl: str | None  # noqa: N815  the contract's name


@dataclass(frozen=True, slots=True)
class ShownParticipant:
    """``admin`` is "admin", "superadmin" (who made the group) or null."""

    id: str
    jid: str
    admin: str | None


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """``creation`` is in unix seconds, and 0 where WhatsApp does not tell."""

    id: str
    jid: str
    subject: str
    creation: int
    owner: str | None
    desc: str | None
    announce: bool
    restrict: bool
    participants: Sequence[ShownParticipant]


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """``status`` is WhatsApp's: 200 done, 403 they do not allow it, 409 is already."""

    status: int
    id: str
    jid: str
    message: str


@dataclass(frozen=True, slots=True)
class ShownSettings:
    subject: str
    description: str | None


@dataclass(frozen=True, slots=True)
class InviteLink:
    link: str


@dataclass(frozen=True, slots=True)
class GroupPicture:
    url: str | None
    imgUrl: str | None  # noqa: N815


@dataclass(frozen=True, slots=True)
class Joined:
    id: str
    jid: str
    message: str


def summary(group: GroupSummary) -> ShownSummary:
    return ShownSummary(group.jid, group.jid, group.name, group.picture_url)


def participant(member: Participant) -> ShownParticipant:
    rank = member.rank.value if member.rank else None
    return ShownParticipant(member.jid, member.jid, rank)


def shown_group(group: Group) -> ShownGroup:
    return ShownGroup(
        id=group.jid,
        jid=group.jid,
        subject=group.subject,
        creation=int(group.created_at.timestamp()) if group.created_at else 0,
        owner=group.owner,
        desc=group.description,
        announce=group.announce,
        restrict=group.restrict,
        participants=[participant(it) for it in group.participants],
    )


def outcome(of: ParticipantOutcome) -> ShownOutcome:
    return ShownOutcome(of.status, of.jid, of.jid, of.message)
