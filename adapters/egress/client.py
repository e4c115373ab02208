"""HTTP requests that go only where they may, at every redirect again."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from ipaddress import IPv6Address
from typing import Final

import httpx

from adapters.egress.addresses import Address, AddressRefused, Networks, Permitted

TooManyRedirects = httpx.TooManyRedirects

CONNECT_SECONDS: Final = 10.0
SILENT_SECONDS: Final = 30.0
"""How long a server may send nothing at all."""

PORTS: Final = {"http": 80, "https": 443}
LAST_PORT: Final = 65_535
USER_AGENT: Final = "MessengerBrain"


class Egress:
    """A client of its own for each request: no event loop or connection is shared.

    ``redirects`` is how many are followed.
    """

    def __init__(
        self,
        allowed: Networks = (),
        *,
        redirects: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.redirects = redirects
        self._permitted = Permitted(allowed)
        self._tls = tls

    @asynccontextmanager
    async def get(self, url: str) -> AsyncIterator[httpx.Response]:
        """The answer, its body not read yet.

        Raises AddressRefused, TooManyRedirects, other httpx.HTTPErrors, and
        httpx.InvalidURL or UnicodeError for what is no address.
        """
        tls = self._tls
        if tls is None:
            tls = await asyncio.to_thread(_usual_tls)
        transport = CheckedTransport(self._permitted, tls)
        async with (
            httpx.AsyncClient(
                transport=transport,
                timeout=httpx.Timeout(SILENT_SECONDS, connect=CONNECT_SECONDS),
                follow_redirects=True,
                max_redirects=self.redirects,
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
                trust_env=False,
            ) as client,
            client.stream("GET", url) as response,
        ):
            yield response


class CheckedTransport(httpx.AsyncBaseTransport):
    """Resolves a name once, and connects to the very address that was checked.

    TLS still asks for the name, and the certificate has to bear it.
    """

    def __init__(self, permitted: Permitted, tls: ssl.SSLContext) -> None:
        self._permitted = permitted
        self._direct = httpx.AsyncHTTPTransport(
            verify=tls,
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        *others, last = await self._resolved(request, _port(request.url))
        for address in others:
            try:
                return await self._ask(request, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._ask(request, last)

    async def _resolved(self, request: httpx.Request, port: int) -> Sequence[Address]:
        try:
            return await self._permitted.of(_host(request), port)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(str(error), request=request) from error

    async def _ask(self, request: httpx.Request, address: Address) -> httpx.Response:
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=_written(address)),
            headers=request.headers,  # with the Host that was asked for
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": _host(request)},
        )
        return await self._direct.handle_async_request(pinned)

    async def aclose(self) -> None:
        await self._direct.aclose()


def _port(url: httpx.URL) -> int:
    """Raises AddressRefused for what can't be an address of the web."""
    usual = PORTS.get(url.scheme)
    if usual is None:
        raise AddressRefused("Only http and https addresses can be fetched.")
    if (port := url.port or usual) > LAST_PORT:
        raise AddressRefused(f"There is no port {port}.")
    return port


def _host(request: httpx.Request) -> str:
    """As DNS and certificates write it, without letters they do not know."""
    return request.url.raw_host.decode("ascii")


def _written(address: Address) -> str:
    return f"[{address}]" if isinstance(address, IPv6Address) else str(address)


@cache
def _usual_tls() -> ssl.SSLContext:
    """Made once: reading the authorities' certificates takes a while."""
    return httpx.create_ssl_context()
