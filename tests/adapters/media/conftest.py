from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from adapters.egress import Egress
from adapters.media import MediaStore
from tests.support.clock import FixedClock
from tests.support.file_server import FileServer

LOOPBACK = [ip_network("127.0.0.0/8")]
PUBLIC_URL = "https://gateway.invalid/wa"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> MediaStore:
    return MediaStore(
        tmp_path / "media",
        public_url=f"{PUBLIC_URL}/",
        clock=clock,
        egress=Egress(LOOPBACK),
    )


@pytest.fixture
def server() -> Iterator[FileServer]:
    with FileServer() as server:
        yield server
