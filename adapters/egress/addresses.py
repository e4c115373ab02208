"""Which addresses may be gone to: those of the public internet, and what is allowed."""

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Networks: TypeAlias = Sequence[IPv4Network | IPv6Network]

NAT64: Final = IPv6Network("64:ff9b::/96")
"""An IPv4 address in its last 32 bits, which a router of the network goes to."""


LOOKUPS: Final = ThreadPoolExecutor(8, thread_name_prefix="names")
"""Of their own: a name server that does not answer must not hold up other work."""


class AddressRefused(Exception):
    """The address is not one of the public internet; asking again is pointless."""


@dataclass(frozen=True, slots=True)
class Permitted:
    """``allowed`` are networks that may be gone to although they are not public."""

    allowed: Networks = ()

    async def of(self, host: str, port: int) -> Sequence[Address]:
        """What the name stands for at this moment, as far as it may be gone to.

        Raises AddressRefused when nothing is left, and OSError for unknown names.
        """
        look = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(LOOKUPS, look)
        addresses = dict.fromkeys(ip_address(str(it[4][0])) for it in found)
        permitted = [it for it in addresses if self.permits(it)]
        if not permitted:
            raise AddressRefused(f"{host} is not an address of the public internet.")
        return permitted

    def permits(self, address: Address) -> bool:
        meant = _meant(address)
        if any(meant in network for network in self.allowed):
            return True
        return meant.is_global and not meant.is_multicast


def _meant(address: Address) -> Address:
    """Where packets end up: IPv6 has several ways to write an IPv4 address."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address
