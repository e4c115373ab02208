"""A page's stream over real HTTP."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx


@contextmanager
def stream(
    client: httpx.Client, *, device: str = "", name: str = "page"
) -> Iterator[Iterator[dict[str, Any]]]:
    """The frames of a page, as they come."""
    query = {"client": name, "device": device, "noise": "noise"}
    with client.stream("GET", "/wa/stream", params=query, timeout=30) as response:
        yield _frames(response)


def _frames(response: httpx.Response) -> Iterator[dict[str, Any]]:
    for line in response.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


def scan(client: httpx.Client, phone: str) -> dict[str, Any]:
    """Link a page and close it; its ``paired`` frame."""
    with stream(client, name=f"page of {phone}") as frames:
        code = f"{next(frames)['ref']},noise,identity,adv"
        answer = client.post("/phone/scan", json={"code": code, "phone": phone})
        assert answer.status_code == 200, answer.text
        return next(it for it in frames if it["kind"] == "paired")
