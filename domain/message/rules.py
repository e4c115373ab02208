"""Who a message can go to, and which texts and addresses may be in it."""

import re
from typing import Final
from urllib.parse import urlsplit

from domain.kernel import Invalid
from domain.text import is_storable, is_title, units
from domain.whatsapp import REACTION_LENGTH, Content

TEXT_LENGTH: Final = 65_536
"""What WhatsApp takes in one text message, in characters."""

URL_LENGTH: Final = 2048

PERSON, GROUP, CHANNEL = "s.whatsapp.net", "g.us", "newsletter"

USERS: Final = {
    PERSON: r"[1-9][0-9]{6,14}",
    GROUP: r"[0-9]{5,30}(-[0-9]{5,20})?",
    CHANNEL: r"[0-9]{5,30}",
}
FORMS: Final = (
    "The {field} field must be a phone number like +34600111222, or a JID that ends in "
    f"@{PERSON}, @{GROUP} or @{CHANNEL}."
)


def jid_of(to: str, *, field: str = "to") -> str:
    """The recipient's JID in the contract's form. Raises Invalid."""
    user, _, server = to.strip().partition("@")
    server = PERSON if server in {"", "c.us"} else server
    if server == PERSON:
        user = re.sub(r"[\s().-]", "", user).removeprefix("+")
    form = USERS.get(server)
    if form is None or not re.fullmatch(form, user):
        raise Invalid(**{field: FORMS.format(field=field)})
    return f"{user}@{server}"


def is_channel(jid: str) -> bool:
    return jid.endswith(f"@{CHANNEL}")


def is_group(jid: str) -> bool:
    return jid.endswith(f"@{GROUP}")


def checked_text(text: str, *, most: int, field: str = "text") -> str:
    """As it was written. Raises Invalid."""
    if not text.strip():
        raise Invalid(**{field: f"The {field} field is required."})
    if len(text) > most:
        raise Invalid(**{field: f"The {field} may have {most} characters at most."})
    if not is_storable(text):
        raise Invalid(**{field: f"The {field} has characters that can't be sent."})
    return text


def text_content(text: str) -> Content:
    return {"conversation": checked_text(text, most=TEXT_LENGTH)}


def checked_reaction(text: str) -> str:
    """An emoji, or nothing: that takes a reaction back. Raises Invalid."""
    emoji = text.strip()
    if units(emoji) > REACTION_LENGTH or not is_storable(emoji):
        raise Invalid(text="The text field must be one emoji, or empty.")
    return emoji


def web_address(url: str, *, field: str) -> str:
    """Where a file can be fetched. Raises Invalid."""
    if not is_title(url, most=URL_LENGTH) or not _is_web(url):
        raise Invalid(**{field: f"The {field} field must be an http or https address."})
    return url


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return known and port != 0 and "".join(url.split()) == url
