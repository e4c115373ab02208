"""Wherever an address leads, no request leaves for a place that was not checked."""

import socket
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.egress import AddressRefused, Egress, TooManyRedirects
from tests.adapters.egress.certificates import server_of
from tests.support.file_server import FileServer

LOOPBACK = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with FileServer() as server:
        yield server


async def read(egress: Egress, url: str) -> bytes:
    async with egress.get(url) as response:
        return await response.aread()


async def test_an_allowed_address_is_read_under_its_own_name(
    server: FileServer,
) -> None:
    server.put("/a", b"hello")

    assert await read(Egress(LOOPBACK), server.url("/a", host="localhost")) == b"hello"
    assert server.hosts == [f"localhost:{server.port}"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
async def test_nothing_is_asked_of_a_refused_address(
    server: FileServer, host: str
) -> None:
    with pytest.raises(AddressRefused):
        await read(Egress(), server.url("/a", host=host))

    assert server.asked == []


@pytest.mark.parametrize("to", ["http://10.0.0.1/", "http://[::1]/", "file:///etc/x"])
async def test_a_redirect_is_judged_like_an_address(
    server: FileServer, to: str
) -> None:
    url = server.redirect("/a", to)

    with pytest.raises(AddressRefused):
        await read(Egress(LOOPBACK, redirects=5), url)


async def test_five_redirects_are_followed_and_no_more(server: FileServer) -> None:
    for step in range(6):
        server.redirect(f"/{step}", f"/{step + 1}")
    server.put("/6", b"there")

    assert await read(Egress(LOOPBACK, redirects=5), server.url("/1")) == b"there"
    with pytest.raises(TooManyRedirects):
        await read(Egress(LOOPBACK, redirects=5), server.url("/0"))


async def test_no_redirect_is_followed_by_default(server: FileServer) -> None:
    server.put("/b", b"hello")

    with pytest.raises(TooManyRedirects):
        await read(Egress(LOOPBACK), server.redirect("/a", "/b"))

    assert server.asked == ["/a"]


async def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(
    server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers differently the second time gains nothing by it."""
    server.put("/a", b"hello")
    lookups: list[str] = []

    def changing(host: str, port: int, **_: Any) -> list[Any]:
        lookups.append(host)
        address = "127.0.0.1" if len(lookups) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)

    url = server.url("/a", host="rebinding.example")
    assert await read(Egress(LOOPBACK), url) == b"hello"
    assert lookups == ["rebinding.example"]


async def test_the_next_address_of_a_name_is_tried_when_one_does_not_answer(
    server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put("/a", b"hello")

    def two(_: str, port: int, **__: Any) -> list[Any]:
        found = ["127.0.0.2", "127.0.0.1"]  # only the second one is listened on
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (it, port)) for it in found]

    monkeypatch.setattr(socket, "getaddrinfo", two)

    url = server.url("/a", host="two.example")
    assert await read(Egress(LOOPBACK), url) == b"hello"


async def test_tls_asks_for_the_name_and_not_for_the_address(tmp_path: Path) -> None:
    server_tls, client_tls = server_of("localhost", tmp_path)
    egress = Egress(LOOPBACK, tls=client_tls)

    with FileServer(server_tls) as server:
        server.put("/a", b"hello")
        assert await read(egress, server.url("/a", host="localhost")) == b"hello"
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            await read(egress, server.url("/a", host="127.0.0.1"))


async def test_a_name_that_nobody_has_is_no_connection() -> None:
    with pytest.raises(httpx.ConnectError):
        await read(Egress(), "http://nobody.invalid/")
