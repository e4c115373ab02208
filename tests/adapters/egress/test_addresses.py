from ipaddress import ip_address, ip_network

import pytest

from adapters.egress import AddressRefused, Permitted


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111"])
def test_the_public_internet_may_be_gone_to(address: str) -> None:
    assert Permitted().permits(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104  an address to be refused
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.0.0.9",
        "192.0.0.10",
        "192.88.99.1",
        "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::a00:1",
        "::ffff:0:7f00:1",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1:ffff::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:c000:1::",
        "3fff::1",
        "3fff:fff::1",
        "5f00::1",
        "fc00::1",
        "fe80::1%1",
        "fec0::1",
        "feff::1",
        "ff02::1",
    ],
)
def test_addresses_of_our_own_network_are_refused(address: str) -> None:
    assert not Permitted().permits(ip_address(address))


def test_networks_can_be_allowed_all_the_same() -> None:
    permitted = Permitted([ip_network("10.0.0.0/8"), ip_network("fd00::/8")])

    assert permitted.permits(ip_address("10.1.2.3"))
    assert permitted.permits(ip_address("::ffff:10.1.2.3"))
    assert permitted.permits(ip_address("fd00::1"))
    assert not permitted.permits(ip_address("192.168.1.1"))


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1"])
async def test_a_name_is_judged_by_what_it_stands_for(host: str) -> None:
    with pytest.raises(AddressRefused, match="not an address of the public internet"):
        await Permitted().of(host, 80)
