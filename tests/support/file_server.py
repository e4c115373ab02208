"""Somebody's web server with files on it."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event, Thread
from typing import Self

from tests.support.receiver import QuietServer

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(100)
OPUS = b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(100)


@dataclass(frozen=True)
class Page:
    """What is answered; ``stalls`` says that the body never ends."""

    body: bytes = b""
    mimetype: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    stalls: bool = False


class FileServer:
    """``pages`` by path; ``asked`` are the paths in order, ``hosts`` the Host headers.

    With ``tls`` it speaks HTTPS.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.hosts: list[str] = []
        self.tls = tls
        self._stopped = Event()

    def __enter__(self) -> Self:
        server, stopped = self, self._stopped

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                server.hosts.append(self.headers["Host"])
                page = server.pages.get(self.path, Page(status=404))
                self.send_response(page.status)
                if page.mimetype is not None:
                    self.send_header("Content-Type", page.mimetype)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page.body)
                self.wfile.flush()
                if page.stalls:
                    stopped.wait()

            def log_message(self, *_: object) -> None:
                return

        self._server = QuietServer(("127.0.0.1", 0), Handler)
        if self.tls:
            self._server.socket = self.tls.wrap_socket(
                self._server.socket, server_side=True
            )
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes, mimetype: str | None = None) -> str:
        """The address of a file that is there from now on."""
        self.pages[path] = Page(body, mimetype)
        return self.url(path)

    def redirect(self, path: str, to: str, *, status: int = 302) -> str:
        self.pages[path] = Page(status=status, headers={"Location": to})
        return self.url(path)
