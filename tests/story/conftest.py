"""Real processes: `serve` with its sandbox, and a real Chromium."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.customer import Customer, Phone
from tests.support.gateway_process import GatewayProcess
from tests.support.receiver import Receiver


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[GatewayProcess]:
    """Not started yet."""
    gateway = GatewayProcess(tmp_path / "home")
    yield gateway
    gateway.end()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def customer(gateway: GatewayProcess) -> Iterator[Customer]:
    with closing(Customer(gateway.api)) as customer:
        yield customer


@pytest.fixture
def phone(gateway: GatewayProcess) -> Iterator[Phone]:
    with closing(Phone(gateway.sandbox)) as phone:
        yield phone
