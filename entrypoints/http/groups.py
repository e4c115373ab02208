"""/groups: listing, making, changing and leaving them."""

from collections.abc import Sequence
from typing import Final

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from entrypoints.http import jids
from entrypoints.http.answers import Answer
from entrypoints.http.asking import OwnWhatsapp
from entrypoints.http.group_bodies import GroupSettings, NewGroup
from entrypoints.http.refusals import documented
from entrypoints.http.shown_contacts import Told
from entrypoints.http.shown_groups import (
    GroupPicture,
    InviteLink,
    ShownGroup,
    ShownSettings,
    ShownSummary,
    shown_group,
    summary,
)

LOOKING: Final = documented(401, 403, 422, 503)
CHANGING: Final = documented(401, 403, 413, 422, 503)
LINK: Final = "https://chat.whatsapp.com/"


class GroupsController(Controller):
    path = "/groups"
    tags = ("Groups",)

    @get("/", responses=LOOKING)
    async def list_groups(
        self, whatsapp: NamedDependency[OwnWhatsapp]
    ) -> Answer[Sequence[ShownSummary]]:
        """Those that the session's person is in."""
        groups = await whatsapp.ask(lambda page: page.groups.all())
        return Answer([summary(it) for it in groups])

    @post("/", responses=CHANGING)
    async def create_group(
        self, whatsapp: NamedDependency[OwnWhatsapp], data: JSONBody[NewGroup]
    ) -> Answer[ShownGroup]:
        """Its participants are those that WhatsApp let in at once."""
        subject, people = data.subject(), data.jids()
        group = await whatsapp.ask(lambda page: page.groups.create(subject, people))
        return Answer(shown_group(group))


class GroupController(Controller):
    """The JID may be raw or percent-encoded, with ``@g.us`` or without."""

    path = "/groups/{jid:str}"
    tags = ("Groups",)

    @get("/metadata", responses=LOOKING)
    async def show_group(
        self, whatsapp: NamedDependency[OwnWhatsapp], jid: FromPath[str]
    ) -> Answer[ShownGroup]:
        group = jids.group(jid)
        return Answer(
            shown_group(await whatsapp.ask(lambda page: page.groups.one(group)))
        )

    @put("/settings", responses=CHANGING)
    async def change_group(
        self,
        whatsapp: NamedDependency[OwnWhatsapp],
        data: JSONBody[GroupSettings],
        jid: FromPath[str],
    ) -> Answer[ShownSettings]:
        """What is not given stays; an empty description takes it away."""
        group, change = jids.group(jid), data.change()
        now = await whatsapp.ask(lambda page: page.groups.change(group, change))
        return Answer(ShownSettings(now.subject, now.description))

    @post("/leave", status_code=200, responses=LOOKING)
    async def leave_group(
        self, whatsapp: NamedDependency[OwnWhatsapp], jid: FromPath[str]
    ) -> Answer[Told]:
        group = jids.group(jid)
        await whatsapp.ask(lambda page: page.groups.leave(group))
        return Answer(Told("The group was left."))

    @get("/invite-link", responses=LOOKING)
    async def show_invite_link(
        self, whatsapp: NamedDependency[OwnWhatsapp], jid: FromPath[str]
    ) -> Answer[InviteLink]:
        """Only admins see it."""
        group = jids.group(jid)
        code = await whatsapp.ask(lambda page: page.groups.invite_code(group))
        return Answer(InviteLink(f"{LINK}{code}"))

    @get("/picture", responses=LOOKING)
    async def show_group_picture(
        self, whatsapp: NamedDependency[OwnWhatsapp], jid: FromPath[str]
    ) -> Answer[GroupPicture]:
        """Null, twice, when it has none."""
        group = jids.group(jid)
        url = await whatsapp.ask(lambda page: page.people.picture(group))
        return Answer(GroupPicture(url, url))
