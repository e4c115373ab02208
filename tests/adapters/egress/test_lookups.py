"""A name server that does not answer holds up who asks for its names, nobody else."""

import asyncio
import socket
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from adapters.egress import Permitted
from adapters.egress.lookups import Lookups
from tests.support.waiting import until

ANSWER = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]


class NameServer:
    """Names that begin with "slow" have no answer before it is ``open``."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.open = Event()

    def getaddrinfo(self, host: str, _port: int, **_: Any) -> list[Any]:
        self.asked.append(host)
        if host.startswith("slow"):
            self.open.wait()
        return ANSWER


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[NameServer]:
    names = NameServer()
    monkeypatch.setattr(socket, "getaddrinfo", names.getaddrinfo)
    yield names
    names.open.set()


async def test_many_slow_names_hold_up_no_other(names: NameServer) -> None:
    lookups = Lookups()
    slow = [
        asyncio.create_task(lookups.of(f"slow{it}.example", 80, deadline=60))
        for it in range(40)
    ]
    await until(lambda: len(names.asked) == len(slow))

    assert await lookups.of("quick.example", 80, deadline=60) == ["93.184.216.34"]
    names.open.set()
    await asyncio.gather(*slow)


async def test_one_slow_name_holds_one_thread_however_many_ask(
    names: NameServer,
) -> None:
    lookups = Lookups(threads=2)
    slow = [
        asyncio.create_task(lookups.of("slow.example", 80, deadline=60))
        for _ in range(10)
    ]
    await until(lambda: names.asked == ["slow.example"])

    await lookups.of("quick.example", 80, deadline=60)
    assert names.asked == ["slow.example", "quick.example"]
    names.open.set()
    assert await asyncio.gather(*slow) == [["93.184.216.34"]] * 10


async def test_a_name_is_looked_up_anew_each_time_it_is_wanted(
    names: NameServer,
) -> None:
    lookups = Lookups()

    async with asyncio.timeout(60):
        while len(names.asked) < 3:
            await lookups.of("quick.example", 80, deadline=60)


async def test_no_answer_in_time_is_a_passing_fault(names: NameServer) -> None:
    with pytest.raises(OSError, match=r"within 0\.01 s"):
        await Permitted(deadline=0.01).of("slow.example", 80)
    assert names.asked == ["slow.example"]
