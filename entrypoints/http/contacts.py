"""/contacts, /on-whatsapp and the hidden ids: what WhatsApp knows of people."""

from collections.abc import Sequence
from typing import Annotated, Final, TypeAlias

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from pydantic import Field

from domain.kernel import Invalid, NotFound
from domain.text import is_title, one_line
from entrypoints.http import jids
from entrypoints.http.answers import Answer
from entrypoints.http.asking import OwnWhatsapp
from entrypoints.http.bodies import ContractBody
from entrypoints.http.refusals import documented
from entrypoints.http.shown_contacts import (
    ContactPage,
    Existence,
    HiddenId,
    Picture,
    ShownContact,
    Told,
    UnhiddenNumber,
    listed,
    one_page,
    shown_contact,
)

LOOKING: Final = documented(401, 403, 422, 503)
NAME_LENGTH: Final = 100

Paginated: TypeAlias = Annotated[bool, QueryParameter(name="paginated")]
PageNumber: TypeAlias = Annotated[int, QueryParameter(name="page", ge=1, le=1_000_000)]
Limit: TypeAlias = Annotated[int, QueryParameter(name="limit", ge=1, le=1000)]


class ContactToSave(ContractBody):
    jid: str = Field(examples=["34600111222@s.whatsapp.net"])
    full_name: str = Field(alias="fullName", examples=["Luis García"])
    on_phone: bool | None = Field(
        default=None,
        alias="saveOnPrimaryAddressbook",
        description="In the phone's address book too",
    )


class ContactsController(Controller):
    path = "/contacts"
    tags = ("Contacts",)

    @get("/", responses=LOOKING)
    async def list_contacts(
        self,
        whatsapp: NamedDependency[OwnWhatsapp],
        *,
        paginated: Paginated = False,
        number: PageNumber = 1,
        limit: Limit = 50,
    ) -> Answer[Sequence[ShownContact] | ContactPage]:
        """All at once, or with ``paginated=true`` a page of them."""
        contacts = listed(await whatsapp.ask(lambda page: page.people.all()))
        return Answer(one_page(contacts, number, limit) if paginated else contacts)

    @put("/", responses=documented(401, 403, 413, 422, 503))
    async def save_contact(
        self, whatsapp: NamedDependency[OwnWhatsapp], data: JSONBody[ContactToSave]
    ) -> Answer[Told]:
        """Under this name, in the address book."""
        jid, name = jids.person(data.jid, field="jid"), one_line(data.full_name)
        if not is_title(name, most=NAME_LENGTH):
            raise Invalid(
                fullName=f"The fullName field must have 1 to {NAME_LENGTH} characters."
            )
        on_phone = bool(data.on_phone)
        await whatsapp.ask(lambda page: page.people.save(jid, name, on_phone=on_phone))
        return Answer(Told("The contact was saved."))

    @get("/{phone:str}", responses=LOOKING)
    async def show_contact(
        self, whatsapp: NamedDependency[OwnWhatsapp], phone: FromPath[str]
    ) -> Answer[ShownContact]:
        """``exists``: whether the number is on WhatsApp."""
        jid = jids.person(phone)
        return Answer(
            shown_contact(await whatsapp.ask(lambda page: page.people.one(jid)))
        )

    @get(["/{phone:str}/picture", "/{phone:str}/profile-picture"], responses=LOOKING)
    async def show_contact_picture(
        self, whatsapp: NamedDependency[OwnWhatsapp], phone: FromPath[str]
    ) -> Answer[Picture]:
        """Null when there is none that this number may see."""
        jid = jids.person(phone)
        return Answer(
            Picture(await whatsapp.ask(lambda page: page.people.picture(jid)))
        )

    @post("/{phone:str}/block", status_code=200, responses=LOOKING)
    async def block_contact(
        self, whatsapp: NamedDependency[OwnWhatsapp], phone: FromPath[str]
    ) -> Answer[Told]:
        """Nothing comes from them any more."""
        jid = jids.person(phone)
        await whatsapp.ask(lambda page: page.people.block(jid))
        return Answer(Told("The contact was blocked."))

    @post("/{phone:str}/unblock", status_code=200, responses=LOOKING)
    async def unblock_contact(
        self, whatsapp: NamedDependency[OwnWhatsapp], phone: FromPath[str]
    ) -> Answer[Told]:
        jid = jids.person(phone)
        await whatsapp.ask(lambda page: page.people.unblock(jid))
        return Answer(Told("The contact was unblocked."))


class NumberController(Controller):
    tags = ("Contacts",)

    @get("/on-whatsapp/{phone:str}", responses=LOOKING)
    async def check_number(
        self, whatsapp: NamedDependency[OwnWhatsapp], phone: FromPath[str]
    ) -> Answer[Existence]:
        """Whether somebody has WhatsApp under this number."""
        jid = jids.person(phone)
        exists = await whatsapp.ask(lambda page: page.people.exists(jid))
        return Answer(Existence(exists))

    @get("/lid-from-pn/{phone:str}", responses=documented(401, 403, 404, 422, 503))
    async def show_hidden_id(
        self, whatsapp: NamedDependency[OwnWhatsapp], phone: FromPath[str]
    ) -> Answer[HiddenId]:
        """The id under which a number is known where it is hidden."""
        jid = jids.person(phone)
        lid = await whatsapp.ask(lambda page: page.people.lid_of(jid))
        if lid is None:
            raise NotFound(f"WhatsApp knows no hidden id of {jid}.")
        return Answer(HiddenId(lid))

    @get("/pn-from-lid/{lid:str}", responses=documented(401, 403, 404, 422, 503))
    async def show_hidden_number(
        self, whatsapp: NamedDependency[OwnWhatsapp], lid: FromPath[str]
    ) -> Answer[UnhiddenNumber]:
        """The JID with the number that a hidden id stands for."""
        hidden = jids.hidden(lid)
        number = await whatsapp.ask(lambda page: page.people.number_of(hidden))
        if number is None:
            raise NotFound(f"WhatsApp does not tell whose id {hidden} is.")
        return Answer(UnhiddenNumber(number))
