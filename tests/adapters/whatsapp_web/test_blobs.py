"""A file out of a page is counted while it is written, and is whole or not there."""

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from adapters.whatsapp_web import blobs
from adapters.whatsapp_web.page_calls import PageCalls
from domain.whatsapp import PageLost, Refused


class Holding:
    """A DevTools session of a page that holds one blob, in these pieces."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)
        self.called: list[str] = []

    async def send(self, method: str, _: dict[str, Any]) -> dict[str, Any]:
        self.called.append(method)
        answers: dict[str, dict[str, Any]] = {
            "Runtime.evaluate": {"result": {"objectId": "1"}},
            "IO.resolveBlob": {"uuid": "2"},
        }
        return self._read() if method == "IO.read" else answers.get(method, {})

    def _read(self) -> dict[str, Any]:
        if not self.pieces:
            raise RuntimeError("The page has crashed.")
        piece = b64encode(self.pieces.pop(0)).decode()
        return {"data": piece, "base64Encoded": True, "eof": not self.pieces}


async def fetch(page: Holding, to: Path) -> int:
    return await blobs.fetch(PageCalls(page), "held", to, most=10, deadline=60)


async def test_a_file_comes_whole(tmp_path: Path) -> None:
    to = tmp_path / "file"

    assert await fetch(Holding(b"12345", b"67890"), to) == 10
    assert to.read_bytes() == b"1234567890"


async def test_one_that_is_too_large_is_refused_before_all_of_it_is_here(
    tmp_path: Path,
) -> None:
    page, to = Holding(b"12345", b"67890", b"1", *[b"more"] * 9), tmp_path / "file"

    with pytest.raises(Refused, match="larger than"):
        await fetch(page, to)

    assert not to.exists()
    assert len(page.pieces) == 9
    assert "IO.close" in page.called


async def test_one_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    to = tmp_path / "file"

    with pytest.raises(PageLost):
        await fetch(Holding(), to)

    assert not to.exists()
