"""Life and death of the server itself."""

import socket
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from adapters.whatsapp_web.sandbox.server import sandbox, sandbox_in_thread
from tests.adapters.sandbox.mortal import killed_in_the_end
from tests.adapters.sandbox.pages import ANA, BEA, text_message
from tests.adapters.sandbox.streams import scan, stream


def test_nothing_that_was_answered_dies_with_the_process(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    with killed_in_the_end(path) as url, httpx.Client(base_url=url) as before:
        device = scan(before, ANA)["deviceId"]
        headers = {"X-Device": device}
        before.post("/wa/send", json={"message": text_message()}, headers=headers)
        body = {"phone": ANA, "from": BEA, "text": "while you were away"}
        before.post("/phone/incoming", json=body)

    with killed_in_the_end(path) as url, httpx.Client(base_url=url) as after:
        assert after.get("/phone/state").json()["sent"][0]["id"] == "3EB0AB"
        with stream(after, device=device) as frames:
            assert next(frames)["kind"] == "success"
            assert next(frames)["message"]["body"] == "while you were away"


def test_it_stops_although_a_page_is_connected() -> None:
    with ExitStack() as page:
        with sandbox_in_thread() as url:
            client = page.enter_context(httpx.Client(base_url=url))
            frames = page.enter_context(stream(client))
            assert next(frames)["kind"] == "ref"
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{url}/health")


async def test_a_taken_port_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            async with sandbox(port=taken.getsockname()[1]):
                pass
