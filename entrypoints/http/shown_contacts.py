"""People as the contract shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.whatsapp import Contact


@dataclass(frozen=True, slots=True)
class ShownContact:
    """``name`` is the owner's word for them, ``notify`` their own; ``status`` about."""

    id: str
    jid: str
    name: str | None
    notify: str | None
    verifiedName: str | None  # noqa: N815  the contract's names
    imgUrl: str | None  # noqa: N815
    status: str | None
    exists: bool


@dataclass(frozen=True, slots=True)
class Pagination:
    total: int
    page: int
    limit: int
    totalPages: int  # noqa: N815


@dataclass(frozen=True, slots=True)
class ContactPage:
    items: Sequence[ShownContact]
    pagination: Pagination


@dataclass(frozen=True, slots=True)
class Picture:
    imgUrl: str | None  # noqa: N815


@dataclass(frozen=True, slots=True)
class Existence:
    exists: bool


@dataclass(frozen=True, slots=True)
class HiddenId:
    lid: str


@dataclass(frozen=True, slots=True)
class UnhiddenNumber:
    pn: str


@dataclass(frozen=True, slots=True)
class Told:
    message: str


def shown_contact(contact: Contact) -> ShownContact:
    return ShownContact(
        id=contact.jid,
        jid=contact.jid,
        name=contact.name,
        notify=contact.notify,
        verifiedName=contact.verified_name,
        imgUrl=contact.picture_url,
        status=contact.about,
        exists=contact.exists,
    )


def listed(contacts: Sequence[Contact]) -> Sequence[ShownContact]:
    """In an order that is the same at every page."""
    return [shown_contact(it) for it in sorted(contacts, key=_by_name)]


def one_page(contacts: Sequence[ShownContact], number: int, size: int) -> ContactPage:
    total, before = len(contacts), (number - 1) * size
    return ContactPage(
        items=contacts[before : before + size],
        pagination=Pagination(total, number, size, totalPages=-(-total // size)),
    )


def _by_name(contact: Contact) -> tuple[bool, str, str]:
    """Those without a name come last."""
    name = contact.name or contact.notify or contact.verified_name or ""
    return not name, name.casefold(), contact.jid
