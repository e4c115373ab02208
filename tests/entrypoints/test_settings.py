from ipaddress import ip_network

import pytest
from pydantic import ValidationError

from entrypoints.settings import Settings


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104  not bound
        ("::", "http://127.0.0.1:8000"),
        ("fd00::1", "http://[fd00::1]:8000"),
        ("wa.example", "http://wa.example:8000"),
    ],
)
def test_the_gateway_has_an_address_that_can_be_gone_to(
    host: str, address: str
) -> None:
    assert Settings(host=host, port=8000).public_address == address


def test_its_address_can_be_said() -> None:
    said = Settings(public_url="https://wa.example/gateway")

    assert said.public_address == "https://wa.example/gateway"
    with pytest.raises(ValidationError):
        Settings(public_url="wa.example")


def test_networks_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESSENGER_BRAIN_ALLOWED_NETWORKS", "10.0.0.0/8, fd00::/8")

    assert Settings().allowed_networks == (
        ip_network("10.0.0.0/8"),
        ip_network("fd00::/8"),
    )


def test_a_network_that_is_none_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MESSENGER_BRAIN_ALLOWED_NETWORKS", "10.0.0.1/8")

    with pytest.raises(ValidationError, match="has host bits set"):
        Settings()


@pytest.mark.parametrize(
    "name",
    [
        "connect_wait",
        "webhook_deadline",
        "webhook_first_retry",
        "protection_seconds",
        "send_within",
        "browser_hours",
    ],
)
@pytest.mark.parametrize("value", ["inf", "nan", "1e300", "-1"])
def test_times_are_ones_that_a_clock_can_count(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match=name):
        Settings.model_validate({name: value})


@pytest.mark.parametrize("value", [-1, 6])
def test_redirects_are_few(value: int) -> None:
    assert Settings().media_redirects == 0
    with pytest.raises(ValidationError, match="media_redirects"):
        Settings(media_redirects=value)
