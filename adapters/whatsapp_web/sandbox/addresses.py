"""Addresses of people and groups, in the two forms that meet here.

WhatsApp Web writes people as ``34600111222@c.us``; the contract, and the phone's
answers, as ``34600111222@s.whatsapp.net``. Groups are ``...@g.us`` in both.
"""

import re

from domain.kernel import Invalid

GROUP = "@g.us"
_FIRST_LID = 10**14
_GROUP = re.compile(r"[0-9-]{5,40}@g\.us")
_PHONE = re.compile(r"\+?([0-9]{5,15})(?::[0-9]+)?(?:@c\.us|@s\.whatsapp\.net)?")


def phone_number(text: str, field: str = "phone") -> str:
    """The digits of a number or of a person's JID. Raises Invalid."""
    if match := _PHONE.fullmatch(text.strip()):
        return match[1]
    raise Invalid(**{field: f"{text!r} is no phone number: write it like 34600111222."})


def person(text: str, field: str = "phone") -> str:
    """The page's form of a person's address. Raises Invalid."""
    return f"{phone_number(text, field)}@c.us"


def chat(text: str, field: str) -> str:
    """The page's form of a person's or a group's address. Raises Invalid."""
    return group(text, field) if is_group(text) else person(text, field)


def group(text: str, field: str) -> str:
    """A group's address. Raises Invalid."""
    if _GROUP.fullmatch(text):
        return text
    raise Invalid(**{field: f"{text!r} is no group: write 120363001234@g.us."})


def is_group(address: str) -> bool:
    return address.endswith(GROUP)


def contract_form(address: str) -> str:
    return address.replace("@c.us", "@s.whatsapp.net")


def lid_of(phone: str) -> str:
    """WhatsApp's second name of a person, which does not show the number."""
    return f"{_FIRST_LID + int(phone) % 10**13}@lid"


def number_of_lid(lid: str) -> str:
    """The number behind a second name; empty when nobody can have it."""
    name = lid.partition("@")[0]
    number = int(name) - _FIRST_LID if name.isdecimal() else 0
    return str(number) if number > 0 else ""
