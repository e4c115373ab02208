"""A customer's server, to which webhooks are posted."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Self


@dataclass(frozen=True)
class Post:
    """What came in, whole."""

    headers: Message
    raw: bytes

    @property
    def id(self) -> str:
        return str(self.headers["X-Webhook-Id"])

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.raw)
        return body

    @property
    def event(self) -> str:
        return str(self.body["event"])


class Receiver:
    """Keeps every post, and answers as it was told to: by default 200, at once.

    ``decide`` may answer each post by a status of its own.
    """

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.decide: Callable[[Post], int] = lambda _: 200
        self.delay = 0.0
        self.answer = b"thank you"
        self._stopped = Event()
        self._server: QuietServer | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/hook"

    def start(self) -> Self:
        """On the port it had before, if it was stopped."""
        receiver = self
        self._stopped.clear()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                post = Post(self.headers, self.rfile.read(length))
                if len(post.raw) < length:
                    return  # its sender died in the middle of it
                receiver.posts.append(post)
                receiver._stopped.wait(receiver.delay)
                self.send_response(receiver.decide(post))
                self.send_header("Content-Length", str(len(receiver.answer)))
                self.end_headers()
                self.wfile.write(receiver.answer)

            def log_message(self, *_: object) -> None:
                pass

        self._server = QuietServer(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_port
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self) -> None:
        self._stopped.set()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- what came --------------------------------------------------------------------

    def events(self) -> list[str]:
        return [post.event for post in self.posts]

    def ids(self) -> list[str]:
        return [post.id for post in self.posts]

    def of(self, event: str) -> list[Post]:
        return [post for post in self.posts if post.event == event]


class QuietServer(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = False  # so that closing it waits for the last answer

    def handle_error(self, *_: object) -> None:
        """A sender that hung up is part of the tests."""
