"""Addresses as clients write them, in paths and bodies, made those of WhatsApp."""

import re
from typing import Final

from domain.kernel import Invalid
from domain.message.rules import is_group, jid_of

HIDDEN: Final = re.compile(r"[0-9]{1,30}@lid")
"""Who hides their number is known by such an id."""

NUMBER: Final = re.compile(r"[0-9]{5,30}(-[0-9]{5,20})?")
INVITATION: Final = re.compile(r"(https?://)?chat\.whatsapp\.com/")
CODE: Final = re.compile(r"[A-Za-z0-9_-]{6,64}")


def person(given: str, *, field: str = "phone") -> str:
    """A phone number in any form, or the JID of a person. Raises Invalid."""
    if HIDDEN.fullmatch(given.strip()):
        return given.strip()
    jid = jid_of(given, field=field)
    if not jid.endswith("@s.whatsapp.net"):
        raise Invalid(
            **{field: f"The {field} field must be a phone number or a person's JID."}
        )
    return jid


def group(given: str, *, field: str = "jid") -> str:
    """With its server or without. Raises Invalid."""
    written = given.strip()
    jid = f"{written}@g.us" if NUMBER.fullmatch(written) else written
    if "@" not in jid or not is_group(jid):
        raise Invalid(**{field: f"The {field} field must be the JID of a group."})
    return jid_of(jid, field=field)


def chat(given: str, *, field: str) -> str:
    """Of a person, group or channel. Raises Invalid."""
    if HIDDEN.fullmatch(given.strip()):
        return given.strip()
    return jid_of(given, field=field)


def hidden(given: str) -> str:
    """A hidden id, with its server or without. Raises Invalid."""
    written = given.strip().removesuffix("@lid")
    if not HIDDEN.fullmatch(f"{written}@lid"):
        raise Invalid(lid="The lid field must be a number that ends in @lid.")
    return f"{written}@lid"


def invitation(given: str) -> str:
    """A group's code, or the whole link that ends in it. Raises Invalid."""
    code = INVITATION.sub("", given.strip()).partition("?")[0].strip("/")
    if not CODE.fullmatch(code):
        raise Invalid(code="The code field must be what ends an invitation's link.")
    return code
