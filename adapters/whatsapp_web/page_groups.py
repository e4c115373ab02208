"""The groups of a page: ``domain.whatsapp.Groups``, by ``hooks/groups.js``."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from adapters.whatsapp_web.asking import Asking
from adapters.whatsapp_web.jids import to_contract, to_page
from adapters.whatsapp_web.well_formed import mended
from domain.whatsapp import (
    Group,
    GroupChange,
    GroupSummary,
    Participant,
    ParticipantAction,
    ParticipantOutcome,
    Rank,
)


class PageGroups:
    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def all(self) -> Sequence[GroupSummary]:
        return [_summary(mended(it)) for it in await self._asking.ask("groups")]

    async def create(self, subject: str, participants: Sequence[str]) -> Group:
        wids = [to_page(jid) for jid in participants]
        return _group(await self._asking.ask("createGroup", subject, list(wids)))

    async def one(self, jid: str) -> Group:
        return _group(await self._asking.ask("group", jid))

    async def change(self, jid: str, change: GroupChange) -> Group:
        wanted = change.model_dump(exclude_none=True)
        return _group(await self._asking.ask("changeGroup", jid, wanted))

    async def change_participants(
        self, jid: str, action: ParticipantAction, participants: Sequence[str]
    ) -> Sequence[ParticipantOutcome]:
        wids = [to_page(it) for it in participants]
        outcomes = await self._asking.ask(
            "changeParticipants", jid, str(action), list(wids)
        )
        return [_outcome(it) for it in outcomes]

    async def leave(self, jid: str) -> None:
        await self._asking.ask("leaveGroup", jid)

    async def invite_code(self, jid: str) -> str:
        return str(await self._asking.ask("inviteCode", jid))

    async def invited_to(self, code: str) -> Group:
        return _group(await self._asking.ask("invitedTo", code))

    async def join(self, code: str) -> str:
        return str(await self._asking.ask("joinGroup", code))


def _summary(facts: Mapping[str, Any]) -> GroupSummary:
    return GroupSummary(
        jid=facts["wid"], name=facts["name"], picture_url=facts.get("picture")
    )


def _group(told: Mapping[str, Any]) -> Group:
    facts = mended(told)
    created, owner = facts.get("creation"), facts.get("owner")
    return Group(
        jid=facts["wid"],
        subject=facts["subject"],
        created_at=datetime.fromtimestamp(created, UTC) if created else None,
        owner=owner and to_contract(owner),
        description=facts.get("description") or None,
        announce=facts["announce"],
        restrict=facts["restrict"],
        participants=[_participant(it) for it in facts["participants"]],
    )


def _participant(facts: Mapping[str, Any]) -> Participant:
    rank = facts.get("rank")
    return Participant(jid=to_contract(facts["wid"]), rank=Rank(rank) if rank else None)


def _outcome(facts: Mapping[str, Any]) -> ParticipantOutcome:
    return ParticipantOutcome(
        jid=to_contract(facts["wid"]), status=facts["status"], message=facts["message"]
    )
