"""A proxy of a few lines for plain HTTP, with a password if it wants one."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

DENIED = (
    b"HTTP/1.1 407 Proxy Authentication Required\r\n"
    b'Proxy-Authenticate: Basic realm="little"\r\n'
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)


class LittleProxy:
    """``asked`` has the first line of every request that it let through."""

    def __init__(self, credentials: str | None) -> None:
        self.port = 0
        self.asked: list[str] = []
        self.denied = 0
        self._credentials = credentials
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """It listens no more, and hangs up on everybody."""
        self._server.close()
        for writer in [*self._open]:
            writer.close()

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._open.add(writer)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._pass_on(reader, writer)
        finally:
            self._open.discard(writer)
            writer.close()

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        if not self._lets_in(head):
            self.denied += 1
            writer.write(DENIED)
            await writer.drain()
            return
        self.asked.append(head[0])
        method, url, version = head[0].split()
        target = urlsplit(url)
        theirs = await asyncio.open_connection(target.hostname, target.port)
        path = f"{target.path or '/'}" + (f"?{target.query}" if target.query else "")
        kept = [it for it in head[1:] if not it.lower().startswith(("proxy-", "conn"))]
        lines = [f"{method} {path} {version}", "Connection: close", *kept]
        theirs[1].write("\r\n".join(lines).encode("latin-1"))
        await self._join((reader, writer), theirs)

    async def _join(
        self,
        ours: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        theirs: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        self._open.add(theirs[1])
        sending = asyncio.create_task(_copy(ours[0], theirs[1]))
        try:
            await _copy(theirs[0], ours[1])
        finally:
            sending.cancel()
            self._open.discard(theirs[1])
            theirs[1].close()

    def _lets_in(self, head: list[str]) -> bool:
        if self._credentials is None:
            return True
        told = base64.b64encode(self._credentials.encode()).decode()
        return f"Proxy-Authorization: Basic {told}" in head


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()


@asynccontextmanager
async def little_proxy(credentials: str | None = None) -> AsyncIterator[LittleProxy]:
    """``credentials`` are ``user:password``."""
    proxy = LittleProxy(credentials)
    await proxy.start()
    try:
        yield proxy
    finally:
        await proxy.stop()
