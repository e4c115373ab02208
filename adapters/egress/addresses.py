"""Which addresses may be gone to: those of the public internet, and what is allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from typing import Final, TypeAlias

from adapters.egress.lookups import LOOKUPS

Address: TypeAlias = IPv4Address | IPv6Address
Networks: TypeAlias = Sequence[IPv4Network | IPv6Network]

NAT64: Final = IPv6Network("64:ff9b::/96")
"""An IPv4 address in its last 32 bits, which a router of the network goes to."""

CLOSED: Final[Networks] = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("::/96"),
    IPv6Network("::ffff:0:0:0/96"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("3fff::/20"),
    IPv6Network("5f00::/16"),
    IPv6Network("fec0::/10"),
)
"""Of special use, and global or unknown to some version of ``ipaddress``."""

LOOKUP_SECONDS: Final = 10.0


class AddressRefused(Exception):
    """The address is not one of the public internet; asking again is pointless."""


@dataclass(frozen=True, slots=True)
class Permitted:
    """``allowed`` are networks that may be gone to although they are not public."""

    allowed: Networks = ()
    deadline: float = LOOKUP_SECONDS

    async def of(self, host: str, port: int) -> Sequence[Address]:
        """What the name stands for at this moment, as far as it may be gone to.

        Raises AddressRefused when nothing is left, and OSError for unknown names.
        """
        found = await LOOKUPS.of(host, port, deadline=self.deadline)
        addresses = dict.fromkeys(ip_address(it) for it in found)
        permitted = [it for it in addresses if self.permits(it)]
        if not permitted:
            raise AddressRefused(f"{host} is not an address of the public internet.")
        return permitted

    def permits(self, address: Address) -> bool:
        meant = _meant(address)
        if any(meant in network for network in self.allowed):
            return True
        if any(meant in network for network in CLOSED):
            return False
        return meant.is_global and not meant.is_multicast


def _meant(address: Address) -> Address:
    """Where packets end up: IPv6 has several ways to write an IPv4 address."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address
