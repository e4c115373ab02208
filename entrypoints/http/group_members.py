"""/groups/.../participants, and invitations: who is in a group, and comes into it."""

from collections.abc import Sequence
from typing import Final

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from domain.whatsapp import ParticipantAction
from entrypoints.http import jids
from entrypoints.http.answers import Answer
from entrypoints.http.asking import OwnWhatsapp
from entrypoints.http.group_bodies import Invitation, NewRanks, SomePeople
from entrypoints.http.refusals import documented
from entrypoints.http.shown_groups import (
    Joined,
    ShownGroup,
    ShownOutcome,
    ShownParticipant,
    outcome,
    participant,
    shown_group,
)

LOOKING: Final = documented(401, 403, 422, 503)
CHANGING: Final = documented(401, 403, 413, 422, 503)


class ParticipantsController(Controller):
    """Each change is answered for each person: WhatsApp may refuse some of them."""

    path = "/groups/{jid:str}/participants"
    tags = ("Groups",)

    @get("/", responses=LOOKING)
    async def list_participants(
        self, whatsapp: NamedDependency[OwnWhatsapp], jid: FromPath[str]
    ) -> Answer[Sequence[ShownParticipant]]:
        group = jids.group(jid)
        found = await whatsapp.ask(lambda page: page.groups.one(group))
        return Answer([participant(it) for it in found.participants])

    @post("/add", status_code=200, responses=CHANGING)
    async def add_participants(
        self,
        whatsapp: NamedDependency[OwnWhatsapp],
        data: JSONBody[SomePeople],
        jid: FromPath[str],
    ) -> Answer[Sequence[ShownOutcome]]:
        return await _changed(whatsapp, jid, ParticipantAction.ADD, data)

    @post("/remove", status_code=200, responses=CHANGING)
    async def remove_participants(
        self,
        whatsapp: NamedDependency[OwnWhatsapp],
        data: JSONBody[SomePeople],
        jid: FromPath[str],
    ) -> Answer[Sequence[ShownOutcome]]:
        return await _changed(whatsapp, jid, ParticipantAction.REMOVE, data)

    @put("/update", responses=CHANGING)
    async def change_ranks(
        self,
        whatsapp: NamedDependency[OwnWhatsapp],
        data: JSONBody[NewRanks],
        jid: FromPath[str],
    ) -> Answer[Sequence[ShownOutcome]]:
        """``promote`` makes admins, ``demote`` makes members of them again."""
        return await _changed(whatsapp, jid, ParticipantAction(data.action), data)


class InvitationController(Controller):
    path = "/groups/invite"
    tags = ("Groups",)

    @get("/{code:str}", responses=LOOKING)
    async def show_invitation(
        self, whatsapp: NamedDependency[OwnWhatsapp], code: FromPath[str]
    ) -> Answer[ShownGroup]:
        """What WhatsApp shows of the group before one is in it."""
        invited = jids.invitation(code)
        group = await whatsapp.ask(lambda page: page.groups.invited_to(invited))
        return Answer(shown_group(group))

    @post("/accept", status_code=200, responses=CHANGING)
    async def accept_invitation(
        self, whatsapp: NamedDependency[OwnWhatsapp], data: JSONBody[Invitation]
    ) -> Answer[Joined]:
        code = jids.invitation(data.code)
        jid = await whatsapp.ask(lambda page: page.groups.join(code))
        return Answer(Joined(jid, jid, "The invitation was accepted."))


async def _changed(
    whatsapp: OwnWhatsapp, jid: str, action: ParticipantAction, people: SomePeople
) -> Answer[Sequence[ShownOutcome]]:
    group, participants = jids.group(jid), people.jids()
    outcomes = await whatsapp.ask(
        lambda page: page.groups.change_participants(group, action, participants)
    )
    return Answer([outcome(it) for it in outcomes])
