"""Addresses: the contract writes people as @s.whatsapp.net, WhatsApp Web as @c.us."""

CONTRACT = "@s.whatsapp.net"
PAGE = "@c.us"


def to_page(jid: str) -> str:
    return jid.replace(CONTRACT, PAGE)


def to_contract(wid: str) -> str:
    return wid.replace(PAGE, CONTRACT)
