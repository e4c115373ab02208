"""What may be set on a session."""

import re
from typing import Any, Final

from pydantic import AnyUrl, HttpUrl, TypeAdapter, ValidationError

from domain.kernel import Invalid
from domain.text import is_title, one_line
from domain.whatsapp_session.settings import SessionSettings

NAME_LENGTH: Final = 100
PROXY_FORMS: Final = (
    "The proxy url must be http, https, socks4 or socks5; a user and password can only "
    "be given to http and https."
)
URL_LENGTH: Final = 2048
PROXY_SCHEMES: Final = {"http", "https", "socks4", "socks5"}

WEBHOOK_EVENTS: Final = frozenset(
    {
        "messages.received",
        "messages-personal.received",
        "messages-group.received",
        "messages-newsletter.received",
        "messages.upsert",
        "messages.update",
        "messages.delete",
        "messages.reaction",
        "message-receipt.update",
        "message.sent",
        "session.status",
        "qrcode.updated",
        "chats.upsert",
        "chats.update",
        "chats.delete",
        "groups.upsert",
        "groups.update",
        "group-participants.update",
        "contacts.upsert",
        "contacts.update",
        "call",
        "poll.results",
    }
)
ALIASES: Final = {
    "messages.recieved": "messages.received",  # so misspelt by clients in the field
    "call.received": "call",
}
"""Other names of the same events, as older clients write them."""


def wants(settings: SessionSettings, webhook_event: str) -> bool:
    """Whether the owner wants to be told of events of this name."""
    if not settings.webhook_enabled or not settings.webhook_url:
        return False
    chosen = settings.webhook_events
    if chosen is None:
        return True
    return webhook_event in {ALIASES.get(name, name) for name in chosen}


def ignores(settings: SessionSettings, jid: str) -> bool:
    """Whether the owner does not want to hear of messages in this chat."""
    server = jid.partition("@")[2]
    return (
        (settings.ignore_groups and server == "g.us")
        or (settings.ignore_channels and server == "newsletter")
        or (settings.ignore_broadcasts and server == "broadcast")
    )


def valid_phone(number: str) -> str:
    """E.164 with its plus sign: 8 to 15 digits, the country code first."""
    digits = re.sub(r"[\s().-]", "", number).removeprefix("+")
    if not re.fullmatch(r"[1-9][0-9]{7,14}", digits):
        raise Invalid(
            phone_number="The phone number must be in E.164 form, like +34600111222."
        )
    return f"+{digits}"


def checked(settings: SessionSettings) -> SessionSettings:
    """The settings in their canonical form. Raises Invalid, naming every field."""
    errors: dict[str, str] = {}
    now: dict[str, Any] = {
        "name": one_line(settings.name),
        "webhook_url": settings.webhook_url or None,
        "proxy_url": settings.proxy_url or None,
    }
    if not is_title(now["name"], most=NAME_LENGTH):
        errors["name"] = f"The name must have 1 to {NAME_LENGTH} characters."
    try:
        now["phone_number"] = valid_phone(settings.phone_number)
    except Invalid as error:
        errors["phone_number"] = str(error)
    if settings.webhook_url and not _is_url(HttpUrl, settings.webhook_url):
        errors["webhook_url"] = "The webhook url must be an http or https address."
    if settings.proxy_url and not _is_proxy(settings.proxy_url):
        errors["proxy_url"] = PROXY_FORMS
    if unknown := set(settings.webhook_events or ()) - WEBHOOK_EVENTS - set(ALIASES):
        errors["webhook_events"] = f"There is no event {', '.join(sorted(unknown))}."
    if errors:
        raise Invalid(**errors)
    return settings.model_copy(update=now)


def _is_url(kind: type[AnyUrl | HttpUrl], text: str) -> bool:
    """It is kept as it was written, so it must be fit for use as it is written."""
    if "".join(text.split()) != text or not is_title(text, most=URL_LENGTH):
        return False
    try:
        return bool(TypeAdapter(kind).validate_python(text).host)
    except ValidationError:
        return False


def _is_proxy(text: str) -> bool:
    """Chromium knows no passwords of SOCKS proxies."""
    if not _is_url(AnyUrl, text):
        return False
    proxy = AnyUrl(text)
    unusable = proxy.scheme.startswith("socks") and proxy.username
    return proxy.scheme in PROXY_SCHEMES and not unusable
