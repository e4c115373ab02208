"""Addresses: the contract writes people as @s.whatsapp.net, WhatsApp Web as @c.us."""

from pydantic import JsonValue

from domain.whatsapp import MessageKey

CONTRACT = "@s.whatsapp.net"
PAGE = "@c.us"


def to_page(jid: str) -> str:
    return jid.replace(CONTRACT, PAGE)


def to_contract(wid: str) -> str:
    return wid.replace(PAGE, CONTRACT)


def key_to_page(key: MessageKey) -> dict[str, JsonValue]:
    """As ``hooks/messages.js`` tells keys."""
    return {
        "id": key.id,
        "remote": to_page(key.remote_jid),
        "fromMe": key.from_me,
        "participant": to_page(key.participant) if key.participant else None,
    }
