"""Cutting connections to a real PostgreSQL: by the server's command, or on the wire."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from sqlalchemy import Engine, create_engine, make_url, text

from tests.adapters.event_store.databases import SERVER

_TERMINATE = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE application_name = :name"
)


def terminate(engine: Engine) -> int:
    """Let the server end all connections of this engine's test; how many there were."""
    name = engine.url.query["application_name"]
    operator = create_engine(SERVER)
    with operator.begin() as connection:
        ended: int = connection.execute(_TERMINATE, {"name": name}).scalar_one()
    operator.dispose()
    return ended


class Wire:
    """A stretch of the network before the server, which can be cut once or for good.

    ``cut_before`` and ``cut_after`` are words a client says: the connection ends when
    it says them, unheard by the server; or heard, and then the answer is lost.
    """

    cut_before = cut_after = b""
    for_good = False

    def __init__(self) -> None:
        server = make_url(SERVER)
        self._server = (server.host or "127.0.0.1", server.port or 5432)
        self._entrance = socket.create_server(("127.0.0.1", 0))
        self._port: int = self._entrance.getsockname()[1]
        self._ends: list[socket.socket] = []
        self._threads: list[Thread] = []
        self._run(self._accept)

    def url(self, direct: str) -> str:
        """The same database by way of this wire, in clear, so that words are seen."""
        url = make_url(direct).set(host="127.0.0.1", port=self._port)
        plain = {"sslmode": "disable", "gssencmode": "disable"}
        return url.update_query_dict(plain).render_as_string(hide_password=False)

    def close(self) -> None:
        for end in (self._entrance, *self._ends):
            hang_up(end)
        for thread in self._threads:
            thread.join()
        for end in (self._entrance, *self._ends):
            end.close()

    def _run(self, work: Callable[[], None]) -> None:
        self._threads.append(Thread(target=work))
        self._threads[-1].start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._entrance.accept()
                if self.for_good and not (self.cut_before or self.cut_after):
                    client.close()
                    continue
                server = socket.create_connection(self._server)
                self._ends += [client, server]
                call = _Call(self, client, server)
                self._run(call.listen)
                self._run(call.answer)


class _Call:
    """One client's connection."""

    def __init__(
        self, wire: Wire, client: socket.socket, server: socket.socket
    ) -> None:
        self._wire = wire
        self._client = client
        self._server = server
        self._deaf = False

    def listen(self) -> None:
        with self._hanging_up():
            while said := self._client.recv(65536):
                if self._wire.cut_before and self._wire.cut_before in said:
                    self._wire.cut_before = b""
                    return
                if self._wire.cut_after and self._wire.cut_after in said:
                    self._wire.cut_after = b""
                    self._deaf = True
                self._server.sendall(said)

    def answer(self) -> None:
        with self._hanging_up():
            while (said := self._server.recv(65536)) and not self._deaf:
                self._client.sendall(said)

    @contextmanager
    def _hanging_up(self) -> Iterator[None]:
        with suppress(OSError):
            yield
        hang_up(self._client)
        hang_up(self._server)


def hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
