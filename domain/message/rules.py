"""Who a message can go to, and what may be in it."""

import re
from typing import Final

from domain.kernel import Invalid
from domain.text import is_storable
from domain.whatsapp import Content

TEXT_LENGTH: Final = 65_536
"""What WhatsApp takes in one text message, in characters."""

PERSON, GROUP, CHANNEL = "s.whatsapp.net", "g.us", "newsletter"

USERS: Final = {
    PERSON: r"[1-9][0-9]{6,14}",
    GROUP: r"[0-9]{5,30}(-[0-9]{5,20})?",
    CHANNEL: r"[0-9]{5,30}",
}
FORMS: Final = (
    "The to field must be a phone number like +34600111222, or a JID that ends in "
    f"@{PERSON}, @{GROUP} or @{CHANNEL}."
)


def jid_of(to: str) -> str:
    """The recipient's JID in the contract's form. Raises Invalid."""
    user, _, server = to.strip().partition("@")
    server = PERSON if server in {"", "c.us"} else server
    if server == PERSON:
        user = re.sub(r"[\s().-]", "", user).removeprefix("+")
    form = USERS.get(server)
    if form is None or not re.fullmatch(form, user):
        raise Invalid(to=FORMS)
    return f"{user}@{server}"


def text_content(text: str) -> Content:
    if not text.strip():
        raise Invalid(text="The text field is required.")
    if len(text) > TEXT_LENGTH:
        raise Invalid(text=f"The text may have {TEXT_LENGTH} characters at most.")
    if not is_storable(text):
        raise Invalid(text="The text has characters that can't be sent.")
    return {"conversation": text}
